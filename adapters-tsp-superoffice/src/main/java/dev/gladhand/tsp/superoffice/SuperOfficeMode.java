package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.field.Wire;

/** The method of the Messaging agent that accepts messages. */
enum SuperOfficeMode implements Wire {
  /**
   * Puts a message into the queue of incoming messages, with one call for each recipient.
   * SuperOffice returns no id.
   */
  CREATE_MESSAGE,
  /**
   * Sends messages through a plug-in, with one call for all recipients. Each message gets an id.
   */
  SEND_MESSAGES;
}
