package dev.maskwise.job.log;

import org.apache.logging.slf4j.Log4jLoggerFactory;
import org.apache.logging.slf4j.Log4jMarkerFactory;
import org.slf4j.ILoggerFactory;

/** The loggers of Log4j, which starts when this class is loaded. */
final class StartedLoggers {
  static final ILoggerFactory ALL = new Log4jLoggerFactory(new Log4jMarkerFactory());

  private StartedLoggers() {}
}
