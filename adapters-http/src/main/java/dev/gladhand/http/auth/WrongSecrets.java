package dev.gladhand.http.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the wrong secrets of a minute, by client id and by address, and says when there are too
 * many. A right secret is never refused for them: those who know a client's id could shut it out.
 * Thread-safe.
 */
@Singleton
public final class WrongSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(WrongSecrets.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int OF_CLIENT = 10;

  /** More, since a proxy has one address for all that come through it. */
  private static final int OF_ADDRESS = 100;

  private static final int REMEMBERED = 20_000;
  private static final int LONGEST_ID = 128;

  /** So many until then. */
  private record Minute(Instant end, int count) {}

  private final InstantSource clock;
  private final Cache<String, Minute> minutes =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  WrongSecrets(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Notes one.
   *
   * @param client as the request named it; the log shows it only where it is known, since some
   *     callers send the secret in its place
   * @return how long to wait where it was one too many, else zero
   */
  public Duration note(String client, boolean known, String address) {
    var now = clock.instant();
    var ofClient =
        count("client " + client.substring(0, Math.min(LONGEST_ID, client.length())), now);
    var ofAddress = count("address " + address, now);
    var most = ofClient.count > OF_CLIENT || ofAddress.count > OF_ADDRESS;
    if (ofClient.count <= OF_CLIENT + 1 && ofAddress.count <= OF_ADDRESS + 1) {
      LOG.warn(
          "a wrong secret for {} from {}{}",
          known ? "the client " + client : "an unknown client",
          address,
          most ? "; further ones of this minute are answered 429 and not logged" : "");
    }
    if (!most) {
      return Duration.ZERO;
    }
    return Duration.between(now, ofClient.count > OF_CLIENT ? ofClient.end : ofAddress.end);
  }

  private Minute count(String key, Instant now) {
    return minutes
        .asMap()
        .compute(
            key,
            (_, minute) ->
                minute == null || !now.isBefore(minute.end)
                    ? new Minute(now.plus(MINUTE), 1)
                    : new Minute(minute.end, minute.count + 1));
  }
}
