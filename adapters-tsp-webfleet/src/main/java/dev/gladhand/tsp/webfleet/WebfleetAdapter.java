package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RateLimit;
import dev.gladhand.domain.tsp.RateLimits;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.TspHttp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Webfleet. What it takes, and what it does not, stands in this module's README. */
final class WebfleetAdapter implements TspAdapter {
  static final String NAME = "Webfleet";

  // Of each window one call is kept back for what may be saved up.
  private static final RateLimit MESSAGES =
      new RateLimit(WebfleetMessages.ACTION, 299, Duration.ofMinutes(30));
  private static final RateLimit NEW_DRIVERS = minutely("insertDriverExtern");
  private static final RateLimit DRIVERS = minutely("updateDriverExtern");
  private static final RateLimit VEHICLES = minutely("updateVehicle");

  private final WebfleetApi api;
  private final WebfleetSettler settler;
  private final Writers writers;

  WebfleetAdapter(TspRuntime runtime) {
    this.api =
        new WebfleetApi(
            new TspHttp(NAME, runtime.calls(), runtime.clock(), WebfleetErrors::verdict));
    var drivers = new WebfleetDrivers(api, runtime.clock());
    this.settler = new WebfleetSettler(api, drivers, runtime.clock());
    // Objects come with hardware; there are no inspections and no purchases of fuel.
    this.writers =
        Writers.builder()
            .create(Resource.MESSAGE, new WebfleetMessages<Message>(api, drivers))
            .create(Resource.GROUP_MESSAGE, new WebfleetMessages<GroupMessage>(api, drivers))
            .create(
                Resource.USER,
                new WebfleetRecords<User>(
                    api,
                    OperationType.CREATE,
                    NEW_DRIVERS.scope(),
                    null,
                    WebfleetFields.NEW_DRIVER))
            .update(
                Resource.USER,
                new WebfleetRecords<User>(
                    api, OperationType.UPDATE, DRIVERS.scope(), "driveruid", WebfleetFields.DRIVER))
            .update(
                Resource.VEHICLE,
                new WebfleetRecords<Vehicle>(
                    api,
                    OperationType.UPDATE,
                    VEHICLES.scope(),
                    "objectuid",
                    WebfleetFields.VEHICLE))
            .update(
                Resource.TRAILER,
                new WebfleetRecords<Trailer>(
                    api,
                    OperationType.UPDATE,
                    VEHICLES.scope(),
                    "objectuid",
                    WebfleetFields.TRAILER))
            .build();
  }

  private static RateLimit minutely(String action) {
    return new RateLimit(action, 9, Duration.ofMinutes(1));
  }

  @Override
  public TspId id() {
    return new TspId("webfleet");
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
    return WebfleetCredentials.SCHEMA;
  }

  @Override
  public SettingsSchema settings() {
    return WebfleetSettings.SCHEMA;
  }

  /** Each action has a window of its own. */
  @Override
  public RateLimits rateLimits(Settings settings) {
    return (resource, type) ->
        switch (resource) {
          case MESSAGE, GROUP_MESSAGE -> List.of(MESSAGES);
          case USER -> List.of(type == OperationType.CREATE ? NEW_DRIVERS : DRIVERS);
          case VEHICLE, TRAILER -> List.of(VEHICLES);
          case DVIR_LOG, FUEL_TRANSACTION -> List.of();
        };
  }

  /** A user who is busy is refused (8015). */
  @Override
  public int maxConcurrency() {
    return 1;
  }

  /** Lists the objects. */
  @Override
  public Outcome test(TspAccess tsp) {
    var report = api.request(tsp.settings(), WebfleetDirectory.VEHICLES, Map.of());
    return switch (api.read(report, tsp)) {
      case Exchange.Answered answered when WebfleetApi.rows(answered) != null -> Outcome.accepted();
      case Exchange.Answered answered ->
          Outcome.rejected(
              answered.error(ErrorType.TSP, "no report of vehicles; is the base URL right?", false),
              new Retry.Never());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public Optional<Settler> settler() {
    return Optional.of(settler);
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.of(new WebfleetDirectory(api));
  }
}
