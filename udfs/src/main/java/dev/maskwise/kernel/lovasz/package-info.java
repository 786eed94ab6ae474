/**
 * Layer 1: Lovász losses of one image in linear time, and of sorted ranges of many.
 *
 * <p>Imports: {@code kernel.count} and the JDK. Imported by: {@code image}, {@code spark}, {@code
 * job}.
 *
 * <p>Invariant: a value does not depend on the order of ties. Only positive errors can contribute,
 * so only they are sorted, by their bits. {@link dev.maskwise.kernel.lovasz.Lovasz} is a workspace
 * that each task has its own of.
 *
 * <pre>{@code
 * Lovasz lovasz = new Lovasz();
 * double hinge = lovasz.hinge(logits, isForeground, pixels);
 * double ofClass = lovasz.softmax(probabilities, isClass, pixels);
 * }</pre>
 */
@NullMarked
package dev.maskwise.kernel.lovasz;

import org.jspecify.annotations.NullMarked;
