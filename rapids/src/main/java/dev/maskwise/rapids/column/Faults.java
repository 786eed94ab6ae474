package dev.maskwise.rapids.column;

import ai.rapids.cudf.ColumnVector;

/** Some images of a batch are refused where that makes them null; who catches it closes it. */
final class Faults extends RuntimeException implements AutoCloseable {
  private static final long serialVersionUID = 1;

  private final transient ColumnVector images;

  /** With a truth value for each image, true where it is refused; takes over the closing. */
  Faults(ColumnVector images) {
    super(
        "Images are refused.",
        null,
        /* enableSuppression= */ true,
        /* writableStackTrace= */ false);
    this.images = images;
  }

  /** True for each image that is refused; closed with this. */
  ColumnVector images() {
    return images;
  }

  @Override
  public void close() {
    images.close();
  }
}
