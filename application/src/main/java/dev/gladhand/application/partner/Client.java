package dev.gladhand.application.partner;

import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A client that may get tokens.
 *
 * @param partner null for the operator's own client
 * @param version stands in each token; tokens of another version are refused. It changes with the
 *     secret and when the client loses a scope
 */
public record Client(
    String id, @Nullable PartnerId partner, Set<String> scopes, String version, boolean disabled) {
  public Client {
    scopes = Set.copyOf(scopes);
  }

  static Client of(Partner partner) {
    return new Client(
        partner.clientId(),
        partner.id(),
        partner.scopes(),
        Long.toString(partner.secretVersion()),
        partner.disabled());
  }
}
