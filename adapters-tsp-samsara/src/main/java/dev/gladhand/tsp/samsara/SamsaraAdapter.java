package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RateLimit;
import dev.gladhand.domain.tsp.RateLimits;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.TspHttp;
import java.time.Duration;
import java.util.List;

/** Samsara. What it takes, and what it does not, stands in this module's README. */
final class SamsaraAdapter implements TspAdapter {
  static final String NAME = "Samsara";
  private static final RateLimit TOKEN = new RateLimit("token", 150, Duration.ofSeconds(1));

  private final SamsaraApi api;
  private final Writers writers;

  SamsaraAdapter(TspRuntime runtime) {
    this.api = new SamsaraApi(new TspHttp(NAME, runtime.calls(), runtime.clock()));
    this.writers =
        Writers.builder()
            .create(Resource.MESSAGE, new SamsaraMessages<Message>(api))
            .create(Resource.GROUP_MESSAGE, new SamsaraMessages<GroupMessage>(api))
            .build();
  }

  @Override
  public TspId id() {
    return new TspId("samsara");
  }

  @Override
  public String displayName() {
    return NAME;
  }

  @Override
  public Writers writers() {
    return writers;
  }

  @Override
  public CredentialsSchema credentials() {
    return SamsaraCredentials.SCHEMA;
  }

  @Override
  public SettingsSchema settings() {
    return SamsaraSettings.SCHEMA;
  }

  /**
   * 150 a second for a token; 100 a minute for each kind of write, which Samsara states for some
   * and we assume of all.
   */
  @Override
  public RateLimits rateLimits(Settings settings) {
    return (resource, type) ->
        List.of(TOKEN, new RateLimit(endpoint(resource, type), 100, Duration.ofMinutes(1)));
  }

  private static String endpoint(Resource resource, OperationType type) {
    return switch (resource) {
      case MESSAGE, GROUP_MESSAGE -> "messages";
      case USER -> "users";
      case VEHICLE -> type == OperationType.CREATE ? "assets" : "vehicles";
      case TRAILER -> "assets";
      case DVIR_LOG -> "dvirs";
      case FUEL_TRANSACTION -> "fuel";
    };
  }

  @Override
  public Outcome test(TspAccess tsp) {
    return switch (api.read(SamsaraApi.get(tsp.settings(), "/me"), tsp)) {
      case Exchange.Answered answered when answered.json() != null -> Outcome.accepted();
      case Exchange.Answered answered ->
          Outcome.rejected(
              answered.error(ErrorType.TSP, "no JSON; is the base URL right?", false),
              new Retry.Never());
      case Exchange.Failed failed -> failed.outcome();
    };
  }
}
