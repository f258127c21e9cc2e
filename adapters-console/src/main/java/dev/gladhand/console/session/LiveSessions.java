package dev.gladhand.console.session;

import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.EndedSessions;
import jakarta.inject.Singleton;

/** Says whether a session still stands while an answer to it goes on. Thread-safe; blocks. */
@Singleton
public final class LiveSessions {
  private final Clients clients;
  private final EndedSessions ended;

  LiveSessions(Clients clients, EndedSessions ended) {
    this.clients = clients;
    this.ended = ended;
  }

  /** Whether nobody has signed out, rotated the secret, or changed what the client may since. */
  public boolean lasts(SignedIn who) {
    return !ended.ended(who.session())
        && clients
            .find(who.clientId())
            .filter(client -> !client.disabled())
            .map(client -> SignedIn.of(client, who.session()))
            .filter(who::equals)
            .isPresent();
  }
}
