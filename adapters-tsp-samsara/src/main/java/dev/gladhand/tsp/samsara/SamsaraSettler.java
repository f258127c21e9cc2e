package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.RecipientResult;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspError;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.Exchange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Looks for messages in the list of those sent, for records by their external id. */
final class SamsaraSettler implements Settler {
  /** How far clocks may be apart that are set by the same time. */
  private static final Duration SKEW = Duration.ofSeconds(5);

  /** The same where Samsara's answer does not tell its time. */
  private static final Duration UNKNOWN_SKEW = Duration.ofMinutes(2);

  /**
   * A call without an answer may still be at work: a message that is not listed yet may be a little
   * later.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  /** How much earlier than the attempt the list of sent messages begins. */
  private static final Duration AROUND = Duration.ofMinutes(2);

  private static final Duration LONG_AGO = Duration.ofHours(1);

  private final SamsaraApi api;
  private final SamsaraLookUps lookUps;
  private final SamsaraDashboardUsers users;
  private final InstantSource clock;

  SamsaraSettler(SamsaraApi api, SamsaraLookUps lookUps, InstantSource clock) {
    this.api = api;
    this.lookUps = lookUps;
    this.users = new SamsaraDashboardUsers(api);
    this.clock = clock;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Instant begun, TspAccess tsp) {
    return switch (write.payload().resource()) {
      case MESSAGE, GROUP_MESSAGE -> messages(write, begun, tsp);
      case USER, VEHICLE, TRAILER -> record(write, begun, tsp);
      case DVIR_LOG -> new Settlement.CannotTell("Samsara has no look-up for inspections");
      case FUEL_TRANSACTION ->
          new Settlement.CannotTell("Samsara has no look-up for fuel purchases");
    };
  }

  private Settlement record(Write<? extends Payload> write, Instant begun, TspAccess tsp) {
    if (write.type() == OperationType.UPDATE) {
      return new Settlement.CannotTell("an update leaves nothing by which it could be found");
    }
    if (write.payload() instanceof User && !SamsaraUsers.isDriver(write)) {
      return users.settle(write, tsp);
    }
    return switch (lookUps.find(write, tsp)) {
      case SamsaraLookUps.Found.Here here -> found(write, begun, here);
      case SamsaraLookUps.Found.Nowhere() -> new Settlement.NotApplied();
      case SamsaraLookUps.Found.Unclear(var why) -> new Settlement.CannotTell(why);
      case SamsaraLookUps.Found.Failed(var error) -> new Settlement.TryLater(error);
    };
  }

  private static Settlement found(
      Write<? extends Payload> write, Instant begun, SamsaraLookUps.Found.Here here) {
    var older = here.createdAt() != null && here.createdAt().isBefore(begun.minus(UNKNOWN_SKEW));
    if (older && !SamsaraExternalId.of(write).own()) {
      // The caller's external id was taken before: Samsara can only have refused ours.
      return new Settlement.NotApplied();
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
    return new Settlement.Applied(here.source(), java.util.List.of());
  }

  private Settlement messages(Write<? extends Payload> write, Instant begun, TspAccess tsp) {
    var ago = Duration.between(begun, clock.instant());
    // The list ends now by Samsara's clock, unless it would be long: ours may be wrong.
    var window =
        ago.compareTo(LONG_AGO) < 0
            ? "?durationMs=" + (Math.max(0, ago.toMillis()) + AROUND.toMillis())
            : "?endMs="
                + begun.plus(LONG_AGO).toEpochMilli()
                + "&durationMs="
                + LONG_AGO.multipliedBy(2).toMillis();
    var query = SamsaraMessages.PATH + window;
    return switch (api.readPage(SamsaraApi.get(tsp.settings(), query), tsp)) {
      // The time after the call: a slow one must not make the attempt look later than it was.
      case Exchange.Answered answered -> sent(write, begun, clock.instant(), answered);
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
    };
  }

  private static Settlement sent(
      Write<? extends Payload> write, Instant begun, Instant now, Exchange.Answered answered) {
    var list = SamsaraJson.SentMessage.list(answered.json());
    if (list == null) {
      return new Settlement.TryLater(
          answered.error(ErrorType.TSP, "the list of sent messages cannot be read", false));
    }
    var since = since(begun, now, answered.header("date"));
    var text = SamsaraMessages.text(write);
    var reached =
        write.openRecipients().stream()
            .filter(
                driver ->
                    list.stream()
                        .anyMatch(
                            message ->
                                SamsaraMessages.driverId(driver).equals(message.driverId())
                                    && text.equals(message.text())
                                    && message.sentAtMs() != null
                                    && message.sentAtMs() >= since))
            .map(RecipientResult::delivered)
            .toList();
    if (reached.size() < write.openRecipients().size()
        && Duration.between(begun, now).compareTo(QUIET) < 0) {
      TspError error =
          answered.error(
              ErrorType.TSP, "the message is not among those sent to every driver, so far", false);
      return new Settlement.TryLater(error);
    }
    if (!reached.isEmpty()) {
      return new Settlement.Applied(null, reached);
    }
    return new Settlement.NotApplied();
  }

  /** When the attempt began, by Samsara's clock: an equal message from before is another one. */
  private static long since(Instant begun, Instant now, @Nullable String date) {
    try {
      if (date != null) {
        var theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        return begun.plus(Duration.between(now, theirs)).minus(SKEW).toEpochMilli();
      }
    } catch (DateTimeException _) {
      // Then without.
    }
    return begun.minus(UNKNOWN_SKEW).toEpochMilli();
  }
}
