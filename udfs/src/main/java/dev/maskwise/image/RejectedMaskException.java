package dev.maskwise.image;

/**
 * A mask that cannot be judged: which one of the image's masks, the kind of fault, and the reason.
 */
public final class RejectedMaskException extends Exception {
  private static final long serialVersionUID = 1;

  /** The index that stands for the truth; predictions count from 0. */
  public static final int TRUTH = -1;

  private final int prediction;
  private final RejectKind kind;

  /**
   * @param prediction the index of the prediction at fault, or {@link #TRUTH}
   * @param kind the kind of fault
   * @param reason a clause that follows the mask's path, such as "is cut off after 512 bytes"
   */
  public RejectedMaskException(int prediction, RejectKind kind, String reason) {
    super(reason);
    this.prediction = prediction;
    this.kind = kind;
  }

  public int prediction() {
    return prediction;
  }

  public RejectKind kind() {
    return kind;
  }

  /** The clause that follows the mask's path. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
