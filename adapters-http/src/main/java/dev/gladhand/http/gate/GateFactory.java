package dev.gladhand.http.gate;

import dev.gladhand.application.Draining;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** Makes the {@link Draining} that the gate shares with the application. */
@Factory
final class GateFactory {
  @Singleton
  Draining draining() {
    return new Draining();
  }
}
