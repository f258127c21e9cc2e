package dev.gladhand.http;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.HttpServerConfiguration;
import jakarta.inject.Singleton;

/**
 * The limits that the contract gives the server, whatever the configuration says; routes have their
 * own below them.
 */
@Singleton
final class ServerLimits implements BeanCreatedEventListener<HttpServerConfiguration> {
  @Override
  public HttpServerConfiguration onCreated(BeanCreatedEvent<HttpServerConfiguration> event) {
    var configuration = event.getBean();
    configuration.setMaxRequestSize(RequestBodies.LARGEST);
    configuration.setMaxRequestBufferSize(RequestBodies.LARGEST);
    return configuration;
  }
}
