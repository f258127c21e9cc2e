package dev.gladhand.console.session;

import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.store.EndedSessions;
import jakarta.inject.Singleton;

/** Says whether a session is still valid during a long answer. Thread-safe; blocks. */
@Singleton
public final class LiveSessions {
  private final Clients clients;
  private final EndedSessions ended;

  LiveSessions(Clients clients, EndedSessions ended) {
    this.clients = clients;
    this.ended = ended;
  }

  /**
   * Whether the session is still valid: the client has not signed out and is not disabled, and its
   * secret and its rights are still the same.
   */
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
