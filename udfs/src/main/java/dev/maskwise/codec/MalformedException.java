package dev.maskwise.codec;

/**
 * A mask whose bytes cannot be read as a label map, or scores whose bytes cannot be read as a score
 * map.
 *
 * <p>The message is a clause that follows the name of the file or table, as in "{@code a/b.png}
 * <i>is cut off: it ends inside the chunk IDAT</i>", without a full stop.
 */
public class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param clause what is wrong, fit to follow the name of the file or table
   */
  public MalformedException(String clause) {
    super(clause);
  }
}
