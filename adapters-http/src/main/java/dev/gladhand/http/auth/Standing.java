package dev.gladhand.http.auth;

import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.partner.Client;
import dev.gladhand.application.partner.Clients;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.auth.CheckTokens.Checked;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.Optional;

/**
 * Says whether the client of a token may still call. With an external issuer, the client is the
 * partner that the token names.
 */
@Singleton
@Requires(beans = AuthSettings.class)
final class Standing {
  private final AuthSettings settings;
  private final Clients clients;
  private final ManagePartners partners;

  Standing(AuthSettings settings, Clients clients, ManagePartners partners) {
    this.settings = settings;
    this.clients = clients;
    this.partners = partners;
  }

  /**
   * Whether what this node remembers shows that the client may call; false also if it remembers
   * nothing about the client. Never blocks.
   */
  boolean isKnownGood(Checked token) {
    return isOperator(token)
        || remembered(token).filter(client -> speaksFor(token, client)).isPresent();
  }

  /**
   * Whether the client may call. Reads the store and so blocks, unless the client is remembered.
   */
  boolean isGood(Checked token) {
    return isOperator(token) || find(token).filter(client -> speaksFor(token, client)).isPresent();
  }

  private boolean isOperator(Checked token) {
    return settings.external() != null && token.caller().partner() == null;
  }

  private Optional<Client> remembered(Checked token) {
    var partner = token.caller().partner();
    return settings.external() == null || partner == null
        ? clients.remembered(token.caller().clientId())
        : clients.remembered(partner);
  }

  private Optional<Client> find(Checked token) {
    var partner = token.caller().partner();
    return settings.external() == null || partner == null
        ? clients.find(token.caller().clientId())
        : find(token.caller().clientId(), partner, settings.external());
  }

  private Optional<Client> find(String subject, PartnerId partner, AuthSettings.External external) {
    var found = clients.find(partner);
    if (found.isPresent() || !external.provision()) {
      return found;
    }
    // The audit needs the client's name from here, because the request has no caller until its
    // token has been checked.
    return Acting.as(
        Acting.now().client(subject),
        () -> {
          partners.provision(partner);
          return clients.find(partner);
        });
  }

  private static boolean speaksFor(Checked token, Client client) {
    return !client.disabled()
        && (token.version() == null || token.version().equals(client.version()))
        && Objects.equals(client.partner(), token.caller().partner());
  }
}
