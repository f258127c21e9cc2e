package dev.gladhand.bootstrap.wiring;

import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.http.auth.KeySetSource;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundLimits;
import dev.gladhand.outbound.OutboundRequest;
import dev.gladhand.outbound.OutboundResult;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import io.micronaut.retry.annotation.Retryable;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;

/**
 * Fetches the external issuer's keys from exactly the address that the operator named, which may be
 * internal. It tries at most three times and takes at most eleven seconds.
 */
@Singleton
class FetchKeySet implements KeySetSource {
  private static final int OK = 200;
  private static final OutboundLimits LIMITS =
      OutboundLimits.of(Duration.ofSeconds(2), Duration.ofSeconds(3));

  private final OutboundClient client;

  FetchKeySet(NodeSettings settings) {
    var targets = new HashSet<>(settings.allowedTargets());
    var issuer = settings.issuer();
    if (issuer != null) {
      targets.add(target(URI.create(issuer.jwksUrl())));
    }
    client =
        new OutboundClient(
            new TargetPolicy(new AllowedTargets(targets)), OutboundSettings.defaults());
  }

  private static String target(URI url) {
    var usual = "http".equalsIgnoreCase(url.getScheme()) ? 80 : 443;
    return url.getHost().toLowerCase(Locale.ROOT)
        + ":"
        + (url.getPort() < 0 ? usual : url.getPort());
  }

  @Override
  @Retryable(
      includes = UncheckedIOException.class,
      attempts = "2",
      delay = "500ms",
      maxDelay = "2s")
  public String fetch(URI url) {
    var request =
        OutboundRequest.builder("GET", url, LIMITS).header("Accept", "application/json").build();
    return switch (client.exchange(request)) {
      case OutboundResult.Replied replied when replied.status() == OK ->
          new String(replied.body().bytes(), StandardCharsets.UTF_8);
      case OutboundResult.Replied replied -> throw failure("status " + replied.status());
      case OutboundResult.Failed failed -> throw failure(failed.safeDetail());
    };
  }

  private static UncheckedIOException failure(String why) {
    return new UncheckedIOException(new IOException("the issuer's keys: " + why));
  }

  @PreDestroy
  void close() {
    client.close();
  }
}
