package dev.maskwise.publish;

import dev.maskwise.publish.http.DeliveryException;

/** Where runs are sent. */
interface Target {
  /** Its name, and where it is, without secrets: the beginning of a sentence. */
  String name();

  /**
   * Sends a run; a second time changes nothing.
   *
   * @return what it has now: the end of a sentence after the name
   * @throws DeliveryException when it does not have the run
   */
  String send(PublishedRun run) throws DeliveryException;
}
