package dev.gladhand.console.operation;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds an operation by its id alone, which contains the time of acceptance. */
final class FindOperation {
  private static final Duration AROUND = Duration.ofHours(1);
  private static final int VERSION = 7;
  private static final int MILLIS = 16;

  private FindOperation() {}

  static Optional<OperationView> among(
      ReadOperations operations, List<PartnerId> partners, UUID id) {
    if (id.version() != VERSION) {
      return Optional.empty();
    }
    var low = id.getLeastSignificantBits();
    var before =
        new OperationId(
            new UUID(
                low == 0 ? id.getMostSignificantBits() - 1 : id.getMostSignificantBits(), low - 1));
    var accepted = Instant.ofEpochMilli(id.getMostSignificantBits() >>> MILLIS);
    return partners.stream()
        .map(
            partner ->
                new OperationQuery(
                    partner,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    accepted.minus(AROUND),
                    accepted.plus(AROUND),
                    true,
                    before,
                    1))
        .flatMap(query -> operations.list(query).stream())
        .filter(found -> found.id().value().equals(id))
        .findFirst();
  }
}
