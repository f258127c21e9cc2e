package dev.gladhand.benchmarks;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A provider in the node's own process that accepts every message at once while its {@link Gate} is
 * open.
 */
public final class InstantTsp implements TspAdapterFactory {
  @Override
  public TspAdapter create(TspRuntime runtime) {
    return new Adapter();
  }

  private static final class Adapter implements TspAdapter {
    private final Writers writers =
        Writers.builder().create(Resource.MESSAGE, new Messages()).build();

    @Override
    public TspId id() {
      return new TspId("instant");
    }

    @Override
    public String displayName() {
      return "Instant";
    }

    @Override
    public Writers writers() {
      return writers;
    }

    @Override
    public CredentialsSchema credentials() {
      return new CredentialsSchema(List.of(Shape.of(List.of())), Set.of());
    }

    @Override
    public SettingsSchema settings() {
      return new SettingsSchema(Shape.of(List.of()), Set.of("instant.example"));
    }

    @Override
    public RateLimits rateLimits(Settings settings) {
      return RateLimits.unknown();
    }

    @Override
    public Outcome test(TspAccess tsp) {
      return Outcome.accepted();
    }
  }

  private static final class Messages implements Writer<Message> {
    @Override
    public List<Rule> rules(Settings settings) {
      return List.of();
    }

    @Override
    public Translation translate(Write<Message> write) {
      return new Translation.Ready(
          new TspRequest("POST", "https://instant.example/", Map.of(), List.of(), null, null),
          List.of(),
          List.of());
    }

    @Override
    public Outcome send(Write<Message> write, TspAccess tsp) {
      if (Gate.closed()) {
        var later = new TspError(ErrorType.TSP, "the gate is closed", false, null);
        return new Outcome.Throttled(later, Duration.ofHours(1));
      }
      return Outcome.accepted(new SourceId(write.key().operation().toString()));
    }

    @Override
    public RepeatSafety repeatSafety(Write<Message> write) {
      return RepeatSafety.SAFE;
    }
  }
}
