package dev.gladhand.http.gate;

import dev.gladhand.http.request.RequestBodies;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration.CorsConfiguration;
import io.micronaut.http.server.netty.configuration.NettyHttpServerConfiguration;
import jakarta.inject.Singleton;

/**
 * Sets the largest sizes of requests that the contract states, whatever the configuration says.
 * Routes may have lower limits.
 */
@Singleton
final class ServerLimits implements BeanCreatedEventListener<NettyHttpServerConfiguration> {
  // Room for a query that names a hundred fleets twice: as filters and in the cursor.
  private static final int LONGEST_LINE = 32 * 1024;
  private static final int LONGEST_HEADERS = 32 * 1024;

  @Override
  public NettyHttpServerConfiguration onCreated(
      BeanCreatedEvent<NettyHttpServerConfiguration> event) {
    var configuration = event.getBean();
    configuration.setMaxRequestSize(RequestBodies.LARGEST);
    configuration.setMaxRequestBufferSize(RequestBodies.LARGEST);
    configuration.setMaxInitialLineLength(LONGEST_LINE);
    configuration.setMaxHeaderSize(LONGEST_HEADERS);
    return configuration;
  }

  /**
   * Switches off the framework's check of origins, which would refuse requests of browsers through
   * a proxy on this machine. It is not needed: the API has no cookies, and every call needs its
   * token.
   */
  @Singleton
  static final class Origins implements BeanCreatedEventListener<CorsConfiguration> {
    @Override
    public CorsConfiguration onCreated(BeanCreatedEvent<CorsConfiguration> event) {
      event.getBean().setLocalhostPassThrough(true);
      return event.getBean();
    }
  }
}
