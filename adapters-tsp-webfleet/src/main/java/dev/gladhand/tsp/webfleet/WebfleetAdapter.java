package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.record.RecordCall;
import dev.gladhand.tsp.kit.record.RecordWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The adapter for Webfleet. The README of this module says what Webfleet supports and what it does
 * not.
 */
final class WebfleetAdapter {
  static final String NAME = "Webfleet";

  private static final RateLimit MESSAGES =
      RateLimit.window(WebfleetMessages.ACTION, 300, Duration.ofMinutes(30), 15);
  private static final RateLimit NEW_DRIVERS = minutely("insertDriverExtern");
  private static final RateLimit DRIVERS = minutely("updateDriverExtern");
  private static final RateLimit VEHICLES = minutely("updateVehicle");

  private WebfleetAdapter() {}

  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock(), WebfleetErrors::verdict);
    var api = WebfleetApi.of(http);
    var vehicles = WebfleetDrivers.destinations(api, runtime.clock());
    // Webfleet refuses a second call of the same user at the same time (8015).
    return DeclaredAdapter.of("webfleet", NAME, WebfleetCredentials.SCHEMA, WebfleetSettings.SCHEMA)
        .limits(WebfleetAdapter::limits)
        .atOnce(1)
        .test(tsp -> test(api, tsp))
        .writers(writers(api, vehicles))
        .settler(new WebfleetSettler(api, vehicles, runtime.clock()))
        .directory(new WebfleetDirectory(api))
        .build();
  }

  /**
   * The writers. There are none that create vehicles or trailers, because Webfleet's objects come
   * with their hardware, and none for inspections and fuel purchases, which Webfleet does not have.
   */
  private static Writers writers(TspApi api, Destinations vehicles) {
    return Writers.builder()
        .create(Resource.MESSAGE, WebfleetMessages.writer(api, vehicles))
        .create(Resource.GROUP_MESSAGE, WebfleetMessages.writer(api, vehicles))
        .create(Resource.USER, records(api, NEW_DRIVERS, "", WebfleetFields.NEW_DRIVER))
        .update(Resource.USER, records(api, DRIVERS, "driveruid", WebfleetFields.DRIVER))
        .update(Resource.VEHICLE, records(api, VEHICLES, "objectuid", WebfleetFields.VEHICLE))
        .update(Resource.TRAILER, records(api, VEHICLES, "objectuid", WebfleetFields.TRAILER))
        .build();
  }

  /**
   * A writer that creates or updates records with one action.
   *
   * @param action the rate limit of the action, whose scope is the name of the action
   * @param target the parameter that names the record to change; empty for a create
   */
  private static <P extends Payload> RecordWriter<P> records(
      TspApi api, RateLimit action, String target, FieldMap fields) {
    var isCreate = target.isEmpty();
    var call =
        new RecordCall(
            isCreate ? OperationType.CREATE : OperationType.UPDATE,
            (_, write, body) -> {
              var parameters = new LinkedHashMap<String, Object>();
              if (!isCreate) {
                parameters.put(target, RecordCall.targetId(write));
              }
              body.json().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
              return WebfleetApi.request(api, write.settings(), action.scope(), parameters);
            },
            fields,
            isCreate ? RepeatSafety.LOOK_UP_FIRST : RepeatSafety.SAFE);
    return new RecordWriter<>(api, call, WebfleetApi::written);
  }

  /** Tests a connection by listing the vehicles. */
  private static Outcome test(TspApi api, TspAccess tsp) {
    var report = WebfleetApi.request(api, tsp.settings(), WebfleetDirectory.VEHICLES, Map.of());
    return api.test(
        report, tsp, answered -> WebfleetApi.rows(answered) != null, "a report of vehicles");
  }

  private static RateLimit minutely(String action) {
    return RateLimit.window(action, 10, Duration.ofMinutes(1), 1);
  }

  /** The rate limits that one write counts against; Webfleet limits each action separately. */
  private static List<RateLimit> limits(Resource resource, OperationType type) {
    return switch (resource) {
      case MESSAGE, GROUP_MESSAGE -> List.of(MESSAGES);
      case USER -> List.of(type == OperationType.CREATE ? NEW_DRIVERS : DRIVERS);
      case VEHICLE, TRAILER -> List.of(VEHICLES);
      case DVIR_LOG, FUEL_TRANSACTION -> List.of();
    };
  }
}
