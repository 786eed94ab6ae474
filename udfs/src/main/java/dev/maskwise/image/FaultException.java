package dev.maskwise.image;

/**
 * An image that cannot be judged: which of its masks is at fault, and how. The message is the
 * sentence of {@link Fault#sentence}; a caller that knows more of the image has better words.
 */
public final class FaultException extends Exception {
  private static final long serialVersionUID = 1;

  /** The index that stands for the truth; predictions count from 0. */
  public static final int TRUTH = -1;

  /** Stands for all classes. */
  public static final int ALL_CLASSES = -1;

  private final int mask;
  private final int classId;
  private final Fault fault;

  /**
   * @param mask the index of the prediction at fault, or {@link #TRUTH}
   */
  public FaultException(int mask, Fault fault) {
    this(mask, ALL_CLASSES, fault);
  }

  private FaultException(int mask, int classId, Fault fault) {
    super(fault.sentence(mask == TRUTH));
    this.mask = mask;
    this.classId = classId;
    this.fault = fault;
  }

  /** The same fault, in the mask or the scores of one class of which a pixel may have several. */
  FaultException of(int ofClass) {
    FaultException e = new FaultException(mask, ofClass, fault);
    e.initCause(this);
    return e;
  }

  /** The class whose mask or scores are at fault, or {@link #ALL_CLASSES}. */
  public int classId() {
    return classId;
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
