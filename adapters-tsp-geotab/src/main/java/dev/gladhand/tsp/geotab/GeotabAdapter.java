package dev.gladhand.tsp.geotab;

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
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.TspHttp;
import dev.gladhand.tsp.kit.TspJson;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Geotab's MyGeotab. What it takes, and what is not made yet, stands in this module's README. */
final class GeotabAdapter implements TspAdapter {
  static final String NAME = "Geotab";

  /** Published for other types; learned from refusals where one is lower. */
  private static final int A_MINUTE = 100;

  private final GeotabApi api;
  private final GeotabFuel fuel;
  private final Writers writers;

  GeotabAdapter(TspRuntime runtime) {
    this.api =
        new GeotabApi(new TspHttp(NAME, runtime.calls(), runtime.clock(), GeotabErrors::verdict));
    this.fuel = new GeotabFuel(api);
    this.writers =
        Writers.builder()
            .create(Resource.MESSAGE, new GeotabMessages<Message>(api))
            .create(Resource.GROUP_MESSAGE, new GeotabMessages<GroupMessage>(api))
            .create(Resource.FUEL_TRANSACTION, fuel)
            .notImplemented(Resource.VEHICLE, OperationType.CREATE, OperationType.UPDATE)
            .notImplemented(Resource.TRAILER, OperationType.CREATE, OperationType.UPDATE)
            .notImplemented(Resource.USER, OperationType.CREATE, OperationType.UPDATE)
            .notImplemented(Resource.DVIR_LOG, OperationType.CREATE)
            .build();
  }

  @Override
  public TspId id() {
    return new TspId("geotab");
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
    return GeotabCredentials.SCHEMA;
  }

  @Override
  public SettingsSchema settings() {
    return GeotabSettings.SCHEMA;
  }

  @Override
  public URI address(Settings settings) {
    return URI.create(GeotabSettings.base(settings, null));
  }

  /** By method, type of entity and user. */
  @Override
  public RateLimits rateLimits(Settings settings) {
    return (resource, _) ->
        switch (resource) {
          case MESSAGE, GROUP_MESSAGE -> List.of(limit("Add TextMessage"));
          case FUEL_TRANSACTION -> List.of(limit("Add FuelTransaction"));
          case VEHICLE, TRAILER, USER, DVIR_LOG -> List.of();
        };
  }

  private static RateLimit limit(String scope) {
    return new RateLimit(scope, A_MINUTE, Duration.ofMinutes(1));
  }

  /** Reads the account itself. */
  @Override
  public Outcome test(TspAccess tsp) {
    var search = new LinkedHashMap<String, @Nullable Object>();
    search.put("name", tsp.credentials().get(GeotabCredentials.USER_NAME));
    return switch (api.read(GeotabApi.Call.get("User", search, 1), tsp)) {
      case Exchange.Failed failed -> failed.outcome();
      case Exchange.Answered answered -> {
        var users = TspJson.at(answered.json(), "result");
        yield users != null && users.isArray()
            ? Outcome.accepted()
            : Outcome.rejected(
                answered.error(ErrorType.TSP, "a list of users was expected", false),
                new Retry.Never());
      }
    };
  }

  @Override
  public Optional<Settler> settler() {
    return Optional.of(fuel);
  }

  @Override
  public Optional<Renewer> renewer() {
    return Optional.of(new GeotabRenewer(api));
  }
}
