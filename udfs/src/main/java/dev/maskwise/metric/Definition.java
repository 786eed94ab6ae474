package dev.maskwise.metric;

/**
 * What a reader must know of a number to trust it. SQL, reports and documentation take their words
 * from here, so that a number has one name, one formula and one source.
 */
public interface Definition {

  /** The name in reports, configuration and SQL, in lower snake case. */
  String name();

  /** The name a person reads. */
  String title();

  /** The definition, in the vocabulary of the statistic. */
  String formula();

  /** What one unit of the value is. */
  String unit();

  /** The interval of possible values. */
  String range();

  /** Which direction means a better model. */
  Better better();

  /** Where the definition comes from. */
  String source();
}
