package dev.gladhand.http.gate;

import dev.gladhand.application.Draining;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the {@link Draining} of this node, which {@link Gate} and the application both use. */
@Factory
final class GateFactory {
  @Singleton
  Draining draining() {
    return new Draining();
  }
}
