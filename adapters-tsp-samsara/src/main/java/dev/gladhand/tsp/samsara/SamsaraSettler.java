package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.SentPage;
import dev.gladhand.tsp.kit.record.ExternalId;
import dev.gladhand.tsp.kit.record.FoundRecord;
import dev.gladhand.tsp.kit.record.SentList;
import dev.gladhand.tsp.samsara.directory.SamsaraDashboardUsers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settles messages with the list of sent messages, and other creates with look-ups by external id.
 */
final class SamsaraSettler implements Settler {
  /** The largest assumed difference between Samsara's clock and the gateway's. */
  private static final Duration SKEW = Duration.ofMinutes(2);

  /**
   * How long before the attempt the list of sent messages begins. If the attempt began an hour ago
   * or earlier, {@link #LONG_AGO} is used instead.
   */
  private static final Duration AROUND = Duration.ofMinutes(10);

  private static final Duration LONG_AGO = Duration.ofHours(1);

  private final TspApi api;
  private final SamsaraLookUps lookUps;
  private final SamsaraDashboardUsers users;
  private final InstantSource clock;

  SamsaraSettler(TspApi api, SamsaraLookUps lookUps, InstantSource clock) {
    this.api = api;
    this.lookUps = lookUps;
    this.users = new SamsaraDashboardUsers(api);
    this.clock = clock;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    return switch (write.payload().resource()) {
      case MESSAGE, GROUP_MESSAGE -> messages(write, attempt, tsp);
      case USER, VEHICLE, TRAILER -> record(write, attempt, tsp);
      case DVIR_LOG -> new Settlement.CannotTell("Samsara has no look-up for inspections");
      case FUEL_TRANSACTION ->
          new Settlement.CannotTell("Samsara has no look-up for fuel purchases");
    };
  }

  private Settlement record(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    if (write.type() == OperationType.UPDATE) {
      return new Settlement.CannotTell("Samsara has no look-up that finds an update");
    }
    if (write.payload() instanceof User && !SamsaraUsers.isDriver(write)) {
      return users.settle(write, tsp);
    }
    return switch (lookUps.find(write, tsp)) {
      case SamsaraLookUps.Found.Here here -> found(write, attempt, here);
      case SamsaraLookUps.Found.Nowhere() -> new Settlement.NotApplied();
      case SamsaraLookUps.Found.Unclear(var why) -> new Settlement.CannotTell(why);
      case SamsaraLookUps.Found.Failed(var error) -> new Settlement.TryLater(error);
    };
  }

  private static Settlement found(
      Write<? extends Payload> write, Unanswered attempt, SamsaraLookUps.Found.Here here) {
    var id = ExternalId.of(write);
    if (!id.own()) {
      var before = attempt.begun().minus(SKEW);
      return here.createdAt() != null && here.createdAt().isBefore(before)
          // The caller's external id was taken before the attempt, so Samsara can only have refused
          // the write.
          ? new Settlement.NotApplied()
          : FoundRecord.settle(
              here.source(), write, attempt, other -> ExternalId.of(other).equals(id));
    }
    var unfinished =
        write.payload().resource() == Resource.USER
            && SamsaraDrivers.deactivates(write)
            && !here.deactivated();
    if (unfinished) {
      return write.progress().steps() == 0
          ? new Settlement.Progressed(write.progress().next(here.source()))
          : new Settlement.NotApplied();
    }
    return new Settlement.Applied(here.source(), List.of());
  }

  private Settlement messages(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    var begun = attempt.begun();
    var asked = clock.instant();
    var ago = Duration.between(begun, asked);
    // The list ends at Samsara's present time, because the gateway's clock may be wrong. For an
    // attempt of long ago, it would become too long, so it ends a fixed time after the attempt.
    var isLong = ago.compareTo(LONG_AGO) >= 0;
    var around = isLong ? LONG_AGO : AROUND;
    var window =
        isLong
            ? "?endMs="
                + begun.plus(around).toEpochMilli()
                + "&durationMs="
                + around.multipliedBy(2).toMillis()
            : "?durationMs=" + (Math.max(0, ago.toMillis()) + around.toMillis());
    var list = api.get(tsp.settings(), SamsaraMessages.PATH + window);
    return new SentPage(list, begun.minus(around), SamsaraSettler::rows, SamsaraSettler::entry)
        .settle(api, clock, write, attempt, tsp);
  }

  /** The rows of the list without the messages that drivers have sent. */
  private static @Nullable List<TspJson> rows(Exchange.Answered answered) {
    var rows = TspJson.items(answered.json(), "data");
    return rows == null
        ? null
        : rows.stream()
            .filter(row -> !"driver".equals(TspJson.string(row, "sender", "type")))
            .toList();
  }

  /**
   * Reads a row of the list. In a group conversation, one row has the driver 0, which names nobody,
   * so its entry has no recipient.
   */
  private static SentList.Entry entry(TspJson row) {
    var driver = TspJson.string(row, "driverId");
    var sentAt = TspJson.whole(row, "sentAtMs");
    return SentList.Entry.of(
        "0".equals(driver) ? null : driver,
        TspJson.string(row, "text"),
        sentAt == null ? null : Instant.ofEpochMilli(sentAt));
  }
}
