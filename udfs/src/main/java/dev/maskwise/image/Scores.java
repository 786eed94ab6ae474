package dev.maskwise.image;

import dev.maskwise.metric.loss.LovaszKind;

/**
 * The scores of a model at the valid pixels of an image, once they are read: each is what it is
 * said to be. They lie in the judge's buffers, that is until the next image.
 */
public interface Scores {

  /**
   * The positive errors of one class, for a sort over all images.
   *
   * @param group the number to give them
   * @param errors which errors; the hinge is of binary logits
   * @param channel the class; 0 in the binary task, where it is the foreground
   */
  ErrorKeys errors(int group, LovaszKind errors, int channel);
}
