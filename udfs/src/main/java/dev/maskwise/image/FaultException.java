package dev.maskwise.image;

/**
 * An image that cannot be judged: which of its masks is at fault, and how. The message is the
 * sentence of {@link Fault#sentence}; a caller that knows more of the image has better words.
 */
public final class FaultException extends Exception {
  private static final long serialVersionUID = 1;

  /** The index that stands for the truth; predictions count from 0. */
  public static final int TRUTH = -1;

  private final int mask;
  private final Fault fault;

  /**
   * @param mask the index of the prediction at fault, or {@link #TRUTH}
   */
  public FaultException(int mask, Fault fault) {
    super(fault.sentence(mask == TRUTH));
    this.mask = mask;
    this.fault = fault;
  }

  /** The index of the prediction at fault, or {@link #TRUTH}. */
  public int mask() {
    return mask;
  }

  /** What is wrong with it. */
  public Fault fault() {
    return fault;
  }
}
