/**
 * The losses that Maskwise evaluates, as ND4J loss functions with analytic gradients: what a model
 * is trained with and what it is evaluated with is one definition.
 *
 * <p>May import: the JDK and ND4J. Imported by: nothing of Maskwise; no job and no executor carries
 * ND4J.
 *
 * <p>Invariant: a loss is an immutable value, equal to another with the same parameters, and can be
 * serialised as Java object and as JSON. Arithmetic is in double. What a mask leaves out enters
 * nothing.
 *
 * <p>ND4J wants native code beside this module: {@code org.nd4j:nd4j-native:1.0.0-M2.1} brings that
 * of the machine that Maven runs on, and {@code -Djavacpp.platform=linux-arm64} that of another.
 *
 * <pre>{@code
 * ILossFunction loss = new LossSoftDice();
 * IActivation sigmoid = new ActivationSigmoid();
 * INDArray logits = model.output(images); // [minibatch, 1, height, width]
 * double value = loss.computeScore(truth, logits, sigmoid, valid, true);
 * INDArray gradient = loss.computeGradient(truth, logits, sigmoid, valid);
 * model.backward(gradient.divi(images.size(0)));
 *
 * // A binary model in DL4J: each image flattened to a row of pixels.
 * new LossLayer.Builder(new LossFocal(2)).activation(Activation.SIGMOID).build();
 * }</pre>
 */
@NullMarked
package dev.maskwise.training;

import org.jspecify.annotations.NullMarked;
