package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.field.Wire;
import java.util.Locale;

/** Which of the Messaging agent's methods takes a message. */
enum SuperOfficeMode implements Wire {
  /** Into the queue of incoming messages, one call for each recipient; no id comes back. */
  CREATE_MESSAGE,
  /** Out through a plug-in, all recipients in one call; each message gets an id. */
  SEND_MESSAGES;

  @Override
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
