package dev.maskwise.run.store;

/** Who promotes a run or writes a note. */
final class Person {
  private Person() {}

  /** The name of the account of this process. */
  static String name() {
    return System.getProperty("user.name", "unknown");
  }
}
