package dev.maskwise.publish.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something did not reach where it was sent. The message is a clause after the address. */
public final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean passing;
  private final @Nullable Duration pause;

  private DeliveryException(String clause, boolean passing, @Nullable Duration pause) {
    super(clause);
    this.passing = passing;
    this.pause = pause;
  }

  /** A fault that stays. */
  public static DeliveryException lasting(String clause) {
    return new DeliveryException(clause, false, null);
  }

  /**
   * A fault that may have gone when it is tried again.
   *
   * @param pause how long the server asks to be left alone; null where it does not say
   */
  static DeliveryException passing(String clause, @Nullable Duration pause) {
    return new DeliveryException(clause, true, pause);
  }

  boolean isPassing() {
    return passing;
  }

  @Nullable Duration pause() {
    return pause;
  }

  /** The clause. */
  public String clause() {
    return String.valueOf(getMessage());
  }
}
