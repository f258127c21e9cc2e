package dev.gladhand.tsp.motive;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.ExternalId;
import dev.gladhand.tsp.kit.record.FoundRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Settles creates of vehicles, assets and users with look-ups by external id, and messages with the
 * list of messages that their sender has sent.
 */
final class MotiveSettler implements Settler {
  /** The largest assumed difference between Motive's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final TspApi api;
  private final MotiveSentMessages messages;

  MotiveSettler(TspApi api, InstantSource clock) {
    this.api = api;
    this.messages = new MotiveSentMessages(api, clock);
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var resource = write.payload().resource();
    if (resource == Resource.MESSAGE || resource == Resource.GROUP_MESSAGE) {
      return messages.settle(write, attempt, tsp);
    }
    if (write.type() == OperationType.UPDATE || !isFindable(resource)) {
      return new Settlement.CannotTell("Motive has no look-up that finds this write");
    }
    var kind = MotiveKind.of(resource);
    var id = ExternalId.of(write);
    var query = new LinkedHashMap<String, String>();
    query.put("external_id", id.value());
    query.put("integration_name", MotiveSettings.integrationName(write.settings()));
    var lookUp =
        api.get(write.settings(), kind.path() + "/lookup_by_external_id?" + TspApi.form(query));
    return switch (api.read(lookUp, tsp)) {
      case Exchange.Answered answered -> {
        var known = kind.known(answered.json());
        yield known == null
            ? new Settlement.TryLater(
                answered.error(ErrorType.TSP, "the look-up cannot be read", false))
            : found(known, id, write, attempt);
      }
      case Exchange.Failed failed when failed.is(404) -> new Settlement.NotApplied();
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
    };
  }

  /**
   * Settles a create for which a record with its external id was found. If the id is the
   * operation's own key, the create was applied. If the caller chose the id, the create may have
   * been applied only if the record is not older than the attempt.
   */
  private static Settlement found(
      TspJson known, ExternalId id, Write<?> write, Unanswered attempt) {
    var source = TspJson.id(known, "id");
    if (id.own()) {
      return new Settlement.Applied(source, List.of());
    }
    var createdAt = TspJson.moment(known, "created_at");
    if (createdAt == null) {
      return new Settlement.CannotTell(
          "a record with this external id exists, and its age is not known");
    }
    return createdAt.isBefore(attempt.begun().minus(SKEW))
        ? new Settlement.NotApplied()
        : FoundRecord.settle(source, write, attempt, other -> ExternalId.of(other).equals(id));
  }

  private static boolean isFindable(Resource resource) {
    return switch (resource) {
      case VEHICLE, TRAILER, USER -> true;
      case MESSAGE, GROUP_MESSAGE, DVIR_LOG, FUEL_TRANSACTION -> false;
    };
  }
}
