package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.health.EngineSettings;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.bootstrap.settings.NodeSettings;
import dev.gladhand.bootstrap.trace.TraceExport;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.outbound.OutboundClient;
import dev.gladhand.outbound.OutboundSettings;
import dev.gladhand.outbound.policy.AllowedTargets;
import dev.gladhand.outbound.policy.TargetPolicy;
import dev.gladhand.tsp.kit.call.OutboundCalls;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Set;

/**
 * Finds the adapters that are part of the program, and gives them what they need to call their
 * TSPs.
 */
@Factory
final class TspFactory {
  private static final Duration IDLE = Duration.ofSeconds(4);
  private static final int HTTPS = 443;
  private static final int HTTP = 80;
  private static final Duration OLDEST = Duration.ofMinutes(5);

  @Singleton
  AllowedTargets allowedTargets(NodeSettings settings) {
    return new AllowedTargets(Set.copyOf(settings.allowedTargets()));
  }

  @Singleton
  @Named("tsp")
  TargetPolicy targetPolicy(AllowedTargets allowed) {
    return new TargetPolicy(allowed);
  }

  @Singleton
  OperatorTargets operatorTargets(AllowedTargets allowed) {
    return allowed::contains;
  }

  @Singleton
  @Named("tsp")
  @Bean(preDestroy = "close")
  OutboundClient client(@Named("tsp") TargetPolicy policy) {
    return new OutboundClient(
        policy,
        OutboundSettings.defaults()
            .withPool(EngineSettings.CALLS_TO_AN_ADDRESS, EngineSettings.CALLS)
            .withKeepAlive(IDLE, OLDEST)
            .withUserAgent("Gladhand"));
  }

  @Singleton
  @Named("once")
  TspCalls calls(@Named("tsp") OutboundClient client, NodeSettings settings, TraceExport traces) {
    return traces.tracedCalls(new OutboundCalls(client, settings.connectTimeout()));
  }

  @Singleton
  Adapters adapters(
      RepeatedCalls calls,
      InstantSource clock,
      AllowedTargets allowed,
      Provider<OauthAppStore> apps) {
    // The store reads settings by the schemas of the adapters, so it is made after them and looked
    // up at the first call.
    var runtime =
        new TspRuntime(
            calls,
            clock,
            new SecureRandom(),
            address -> isAllowed(allowed, address),
            tsp -> apps.get().find(tsp));
    var adapters = new ArrayList<TspAdapter>();
    for (var factory : java.util.ServiceLoader.load(TspAdapterFactory.class)) {
      adapters.add(factory.create(runtime));
    }
    return new Adapters(adapters);
  }

  private static boolean isAllowed(AllowedTargets allowed, URI address) {
    var usual = "https".equals(address.getScheme()) ? HTTPS : HTTP;
    return address.getHost() != null
        && allowed.contains(address.getHost(), address.getPort() < 0 ? usual : address.getPort());
  }
}
