package dev.maskwise.image;

/**
 * Judges one model's score planes of an image against the truth. Holds buffers: one a model and
 * task.
 */
abstract class PlaneJudge {
  private float[][] planes = new float[0][];

  /** Room for so many channels and pixels, reused from image to image. */
  final float[][] planes(int channels, int pixels) {
    if (planes.length != channels || planes[0].length < pixels) {
      planes = new float[0][]; // the old ones are given up before the new are made
      planes = new float[channels][pixels];
    }
    return planes;
  }

  /**
   * Judges what lies in the planes.
   *
   * @param model the index of the model, for messages
   * @param truth the truth of the image
   * @param scores the planes, with the valid pixels in front; overwritten
   * @throws RejectedMaskException when a score is not what it should be
   */
  abstract ScoredImage judge(int model, TruthPixels truth, float[][] scores)
      throws RejectedMaskException;

  /**
   * Checks what lies in the planes and makes of it what errors are taken from; the arguments are
   * those of {@link #judge}.
   *
   * @throws RejectedMaskException when a score is not what it should be
   */
  abstract Scores read(int model, TruthPixels truth, float[][] scores) throws RejectedMaskException;
}
