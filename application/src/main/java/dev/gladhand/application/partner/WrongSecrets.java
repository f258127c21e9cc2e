package dev.gladhand.application.partner;

import dev.gladhand.application.BoundedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;

/**
 * Counts the wrong secrets of a minute, by client id and by address; and, after too many of them,
 * the look-ups in the store that are still allowed. Thread-safe.
 */
final class WrongSecrets {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int OF_CLIENT = 10;

  /**
   * The number of wrong secrets in a minute after which further secrets from an address are
   * refused. It is larger than the number for a client id, because all callers behind a proxy have
   * one address.
   */
  private static final int OF_ADDRESS = 100;

  /**
   * The checks a second that are allowed for each client and each address after too many wrong
   * secrets.
   */
  private static final int LOOKS = 5;

  private static final int REMEMBERED = 20_000;
  private static final int LONGEST_ID = 128;

  /** A count, and the time at which it ends; after that, counting begins anew. */
  private record Span(Instant end, int count) {}

  private final InstantSource clock;
  private final BoundedCache<String, Span> spans = new BoundedCache<>(REMEMBERED);

  WrongSecrets(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * How long until secrets for this client id from this address are checked again; zero if they are
   * checked now.
   */
  synchronized Duration wait(String client, String address) {
    var now = clock.instant();
    var ofClient = span(client(client), now);
    var ofAddress = span(address(address), now);
    var ends = ofClient.count < OF_CLIENT ? now : ofClient.end;
    if (ofAddress.count >= OF_ADDRESS && ofAddress.end.isAfter(ends)) {
      ends = ofAddress.end;
    }
    return Duration.between(now, ends);
  }

  /**
   * Whether a secret may be looked up in the store although there were too many wrong ones. Counts
   * the look-up; a few are allowed in a second.
   */
  synchronized boolean mayLook(String client, String address) {
    var now = clock.instant();
    return Stream.of(client(client), address(address))
        .filter(key -> span(key, now).count >= (key.startsWith("c") ? OF_CLIENT : OF_ADDRESS))
        .allMatch(key -> count("looks of " + key, now, SECOND).count <= LOOKS);
  }

  /**
   * Counts a wrong secret.
   *
   * @return whether it should be logged; after too many in one minute, further ones are not
   */
  synchronized boolean note(String client, String address) {
    var now = clock.instant();
    var ofClient = count(client(client), now, MINUTE);
    var ofAddress = count(address(address), now, MINUTE);
    return ofClient.count <= OF_CLIENT + 1 && ofAddress.count <= OF_ADDRESS + 1;
  }

  private static String client(String id) {
    return "client " + id.substring(0, Math.min(LONGEST_ID, id.length()));
  }

  private static String address(String address) {
    return "address " + address;
  }

  private Span span(String key, Instant now) {
    var known = spans.get(key);
    return known == null || !now.isBefore(known.end) ? new Span(now, 0) : known;
  }

  private Span count(String key, Instant now, Duration length) {
    var before = span(key, now);
    var counted =
        before.count == 0 ? new Span(now.plus(length), 1) : new Span(before.end, before.count + 1);
    spans.put(key, counted);
    return counted;
  }
}
