package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.RateLimit;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.TspHttp;
import java.time.Duration;
import java.util.List;

/** Webfleet. What it takes, and what it does not, stands in this module's README. */
final class WebfleetAdapter {
  static final String NAME = "Webfleet";

  private static final RateLimit MESSAGES =
      RateLimit.window(WebfleetMessages.ACTION, 300, Duration.ofMinutes(30), 15);
  private static final RateLimit NEW_DRIVERS = minutely("insertDriverExtern");
  private static final RateLimit DRIVERS = minutely("updateDriverExtern");
  private static final RateLimit VEHICLES = minutely("updateVehicle");

  private WebfleetAdapter() {}

  static TspAdapter of(TspRuntime runtime) {
    var api =
        new WebfleetApi(
            new TspHttp(NAME, runtime.calls(), runtime.clock(), WebfleetErrors::verdict));
    var drivers = new WebfleetDrivers(api, runtime.clock());
    // A user who is busy is refused (8015).
    return DeclaredAdapter.of("webfleet", NAME, WebfleetCredentials.SCHEMA, WebfleetSettings.SCHEMA)
        .limits(WebfleetAdapter::limits)
        .atOnce(1)
        .test(api::test)
        .writers(writers(api, drivers))
        .settler(new WebfleetSettler(api, drivers, runtime.clock()))
        .directory(new WebfleetDirectory(api))
        .build();
  }

  /** Objects come with hardware; there are no inspections and no purchases of fuel. */
  private static Writers writers(WebfleetApi api, WebfleetDrivers drivers) {
    return Writers.builder()
        .create(Resource.MESSAGE, new WebfleetMessages<Message>(api, drivers))
        .create(Resource.GROUP_MESSAGE, new WebfleetMessages<GroupMessage>(api, drivers))
        .create(
            Resource.USER,
            new WebfleetRecords<User>(
                api, OperationType.CREATE, NEW_DRIVERS.scope(), null, WebfleetFields.NEW_DRIVER))
        .update(
            Resource.USER,
            new WebfleetRecords<User>(
                api, OperationType.UPDATE, DRIVERS.scope(), "driveruid", WebfleetFields.DRIVER))
        .update(
            Resource.VEHICLE,
            new WebfleetRecords<Vehicle>(
                api, OperationType.UPDATE, VEHICLES.scope(), "objectuid", WebfleetFields.VEHICLE))
        .update(
            Resource.TRAILER,
            new WebfleetRecords<Trailer>(
                api, OperationType.UPDATE, VEHICLES.scope(), "objectuid", WebfleetFields.TRAILER))
        .build();
  }

  private static RateLimit minutely(String action) {
    return RateLimit.window(action, 10, Duration.ofMinutes(1), 1);
  }

  /** Each action has a window of its own. */
  private static List<RateLimit> limits(Resource resource, OperationType type) {
    return switch (resource) {
      case MESSAGE, GROUP_MESSAGE -> List.of(MESSAGES);
      case USER -> List.of(type == OperationType.CREATE ? NEW_DRIVERS : DRIVERS);
      case VEHICLE, TRAILER -> List.of(VEHICLES);
      case DVIR_LOG, FUEL_TRANSACTION -> List.of();
    };
  }
}
