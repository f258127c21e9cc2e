package dev.gladhand.application.limit;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A TSP that states limits, and can do nothing. */
public record LimitedTsp(Supplier<RateLimits> limits) implements TspAdapter {
  @Override
  public TspId id() {
    return new TspId("acme");
  }

  @Override
  public String displayName() {
    return "Acme";
  }

  @Override
  public Writers writers() {
    return Writers.builder().build();
  }

  @Override
  public CredentialsSchema credentials() {
    return new CredentialsSchema(List.of(Shape.of(List.of())), Set.of());
  }

  @Override
  public SettingsSchema settings() {
    return new SettingsSchema(Shape.of(List.of()), Set.of());
  }

  @Override
  public RateLimits rateLimits(Settings settings) {
    return limits.get();
  }

  @Override
  public Outcome test(TspAccess tsp) {
    throw new UnsupportedOperationException();
  }
}
