package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.ExternalId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds records by the external id under which the gateway created them. Changes nothing at
 * Samsara.
 */
final class SamsaraLookUps {
  private final TspApi api;

  SamsaraLookUps(TspApi api) {
    this.api = api;
  }

  /** The result of a look-up. */
  sealed interface Found {
    /**
     * Samsara has a record with the external id.
     *
     * @param createdAt when Samsara created the record; null if the answer does not say
     * @param deactivated whether the record is a deactivated driver
     */
    record Here(@Nullable SourceId source, @Nullable Instant createdAt, boolean deactivated)
        implements Found {}

    record Nowhere() implements Found {}

    /** The answer does not show whether Samsara has a record with the external id. */
    record Unclear(String why) implements Found {}

    record Failed(TspError error) implements Found {}
  }

  /**
   * The id of the record that an earlier attempt of the same operation made. Empty if there is
   * none, or if the external id is the caller's, because another write may then have made the
   * record that has it.
   */
  Optional<SourceId> earlier(Write<? extends Payload> write, TspAccess tsp) {
    return ExternalId.of(write).own() && find(write, tsp) instanceof Found.Here(var source, _, _)
        ? Optional.ofNullable(source)
        : Optional.empty();
  }

  /** Looks for the record that a create was meant to make. */
  Found find(Write<? extends Payload> write, TspAccess tsp) {
    return switch (write.payload()) {
      case User _ when SamsaraUsers.isDriver(write) -> driver(write, tsp);
      case Vehicle _, Trailer _ -> asset(write, tsp);
      default -> new Found.Unclear("Samsara has no look-up for this");
    };
  }

  private Found driver(Write<?> write, TspAccess tsp) {
    var path = "/fleet/drivers/" + SamsaraExternalId.encoded(write);
    return switch (api.read(api.get(tsp.settings(), path), tsp)) {
      case Exchange.Answered answered -> {
        var driver = TspJson.at(answered.json(), "data");
        yield driver == null || TspJson.id(driver, "id") == null
            ? new Found.Unclear("the answer cannot be read")
            : here(driver);
      }
      case Exchange.Failed failed when failed.is(404) -> new Found.Nowhere();
      case Exchange.Failed failed -> new Found.Failed(failed.error());
    };
  }

  private Found asset(Write<?> write, TspAccess tsp) {
    var id = SamsaraExternalId.encoded(write);
    var query = "/assets?externalIds=" + id + "&includeExternalIds=true";
    return switch (api.read(api.get(tsp.settings(), query), tsp)) {
      case Exchange.Answered answered -> {
        var data = TspJson.items(answered.json(), "data");
        yield data == null ? new Found.Unclear("the answer cannot be read") : among(data, write);
      }
      case Exchange.Failed failed -> new Found.Failed(failed.error());
    };
  }

  /**
   * Finds the record with the write's external id among those that Samsara returned. The ids are
   * compared here, because Samsara lists everything if it does not understand a filter.
   */
  private static Found among(List<TspJson> data, Write<?> write) {
    if (data.isEmpty()) {
      return new Found.Nowhere();
    }
    var key = SamsaraSettings.externalIdKey(write.settings());
    var id = ExternalId.of(write).value();
    for (var asset : data) {
      if (id.equals(TspJson.string(asset, "externalIds", key))) {
        return here(asset);
      }
    }
    return new Found.Unclear("the answer lists other records");
  }

  private static Found here(TspJson json) {
    return new Found.Here(
        TspJson.id(json, "id"),
        TspJson.moment(json, "createdAtTime"),
        "deactivated".equals(TspJson.string(json, "driverActivationStatus")));
  }
}
