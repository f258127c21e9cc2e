package dev.gladhand.persistence.partner;

import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.sql.Micros;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of partners.
 *
 * @param scopes separated by blanks
 * @param redirectOrigins separated by blanks; null if there are none
 */
@MappedEntity(value = "partner", escape = false)
record PartnerRow(
    @Id UUID id,
    String name,
    String clientId,
    String secretHash,
    long secretVersion,
    String scopes,
    boolean disabled,
    @Nullable String redirectOrigins,
    Instant createdAt,
    Instant updatedAt) {

  static PartnerRow of(Partner partner) {
    return new PartnerRow(
        partner.id().value(),
        partner.name(),
        partner.clientId(),
        partner.secretHash(),
        partner.secretVersion(),
        String.join(" ", partner.scopes()),
        partner.disabled(),
        partner.redirectOrigins().isEmpty() ? null : String.join(" ", partner.redirectOrigins()),
        Micros.of(partner.createdAt()),
        Micros.of(partner.updatedAt()));
  }

  Partner partner() {
    return new Partner(
        new PartnerId(id),
        name,
        clientId,
        secretHash,
        secretVersion,
        wordsOf(scopes),
        disabled,
        wordsOf(redirectOrigins == null ? "" : redirectOrigins),
        createdAt,
        updatedAt);
  }

  private static Set<String> wordsOf(String text) {
    return text.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(text.split(" ", -1)));
  }

  /** Whether this row still has the values of the partner that was read earlier. */
  boolean isStill(Partner read) {
    return of(partner()).equals(of(read));
  }
}
