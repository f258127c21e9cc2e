package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.ExpiringCache;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the node on which a tenant of SuperOffice Online runs; tenants move between nodes. The
 * address of a node is cached until the time that SuperOffice names, for an hour at most. It is
 * used only if its host belongs to SuperOffice or is the host that gave the answer.
 */
final class SuperOfficeTenants {
  private static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);
  private static final Duration KEPT_UNLESS_TOLD = Duration.ofMinutes(5);
  private static final Duration KEPT_AT_MOST = Duration.ofHours(1);
  private static final Set<String> GONE = Set.of("Suspended", "Deleted", "Closed");

  private final TspHttp http;
  private final InstantSource clock;
  private final ExpiringCache<String, String> nodes;

  SuperOfficeTenants(TspHttp http, InstantSource clock) {
    this.http = http;
    this.clock = clock;
    this.nodes = new ExpiringCache<>(clock, 10_000);
  }

  /** The base URL of a tenant's calls, or the reason why the tenant cannot be called now. */
  sealed interface Found {
    record At(String base) implements Found {}

    record Not(Exchange.Failed failed) implements Found {}
  }

  Found find(SuperOfficeAddress address, Duration timeout) {
    if (address.customer() == null) {
      return new Found.At(address.base());
    }
    var known = nodes.get(stateUrl(address));
    return known.isPresent() ? new Found.At(known.get()) : ask(address, timeout);
  }

  /**
   * Drops the cached node of a tenant, which may have moved, and asks SuperOffice for the present
   * one.
   */
  Found findAnew(SuperOfficeAddress address, Duration timeout) {
    nodes.forget(stateUrl(address));
    return ask(address, timeout);
  }

  private Found ask(SuperOfficeAddress address, Duration timeout) {
    var url = stateUrl(address);
    var request =
        new TspRequest("GET", url, Map.of("Accept", "application/json"), List.of(), null, null);
    var bound = timeout.compareTo(LONGEST_LOOK_UP) < 0 ? timeout : LONGEST_LOOK_UP;
    return switch (http.read(request, Login.NONE, bound)) {
      case Exchange.Answered answered -> read(address, url, answered);
      // The address in the settings may still be right. If it is wrong, the node answers 421 and
      // applies nothing.
      case Exchange.Failed failed ->
          address.isPinned() ? new Found.At(address.base()) : new Found.Not(failed);
    };
  }

  private Found read(SuperOfficeAddress address, String url, Exchange.Answered answered) {
    var state = answered.json();
    var running = TspJson.bool(state, "IsRunning");
    if (running == null) {
      return address.isPinned()
          ? new Found.At(address.base())
          : not(answered, "the tenant's state cannot be read", new Retry.Backoff());
    }
    if (!running) {
      var name = TspJson.string(state, "State");
      Retry advice = name != null && GONE.contains(name) ? new Retry.Never() : new Retry.Backoff();
      return not(
          answered,
          "the tenant " + address.customer() + " is not running, its state is " + name,
          advice);
    }
    var endpoint = TspJson.string(state, "Endpoint");
    var node = endpoint == null ? null : followed(address, endpoint);
    if (node == null) {
      return not(answered, "the tenant's address is no host of SuperOffice", new Retry.Never());
    }
    nodes.put(url, node, until(state));
    return new Found.At(node);
  }

  private static Found not(Exchange.Answered answered, String why, Retry advice) {
    var error = answered.error(ErrorType.TSP, why, false);
    return new Found.Not(new Exchange.Failed(Outcome.rejected(error, advice), error, null, null));
  }

  private static @Nullable String followed(SuperOfficeAddress address, String endpoint) {
    try {
      var uri = new URI(endpoint);
      if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
        return null;
      }
      return SuperOfficeSettings.SCHEMA.ownsHost(uri) || address.sameOrigin(uri)
          ? Addresses.trimmed(endpoint)
          : null;
    } catch (URISyntaxException _) {
      return null;
    }
  }

  private Instant until(@Nullable TspJson state) {
    var now = clock.instant();
    var text = TspJson.string(state, "ValidUntil");
    var told =
        text == null
            ? null
            : Moments.parse(text.matches(".*([Zz]|[+-]\\d\\d:\\d\\d)") ? text : text + "Z");
    if (told == null) {
      return now.plus(KEPT_UNLESS_TOLD);
    }
    var last = now.plus(KEPT_AT_MOST);
    return told.isAfter(last) ? last : told;
  }

  private static String stateUrl(SuperOfficeAddress address) {
    return address.environment() + "/api/state/" + address.customer();
  }
}
