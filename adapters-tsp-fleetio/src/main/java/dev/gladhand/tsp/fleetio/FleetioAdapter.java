package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.record.RecordCall;
import dev.gladhand.tsp.kit.record.RecordWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;

/**
 * The adapter for Fleetio. The README of this module says what Fleetio supports and what it does
 * not.
 */
final class FleetioAdapter {
  static final String NAME = "Fleetio";

  /**
   * The version of Fleetio's API. Field names differ between versions, and an API key is bound to
   * the version under which it was made.
   */
  private static final String VERSION = "2024-03-15";

  /** Fleetio's limit of 20 calls by an account in each full minute of the clock. */
  private static final RateLimit ACCOUNT =
      RateLimit.window("account", 20, Duration.ofMinutes(1), 2);

  private FleetioAdapter() {}

  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock());
    var base = Addresses.at(FleetioSettings.HOST, "/api/v1");
    var api =
        new TspApi(http, base, FleetioCredentials.LOGINS, "there are no credentials")
            .always("X-Api-Version", VERSION);
    return DeclaredAdapter.of("fleetio", NAME, FleetioCredentials.SCHEMA, FleetioSettings.SCHEMA)
        .limits(FleetioAdapter::limits)
        .test(tsp -> test(api, tsp))
        .writers(writers(api, runtime.clock()))
        .settler(new FleetioSettler(api, runtime.clock()))
        .directory(new FleetioDirectory(api))
        .build();
  }

  /**
   * The writers of each resource except messages and inspections: Fleetio sends no messages to
   * drivers, and its API creates no inspections.
   */
  private static Writers writers(TspApi api, InstantSource clock) {
    return Writers.builder()
        .create(Resource.VEHICLE, create(api, "/vehicles", FleetioFields.VEHICLE))
        .update(Resource.VEHICLE, update(api, "/vehicles/", FleetioFields.VEHICLE))
        .create(
            Resource.TRAILER,
            create(api, "/vehicles", FleetioFields.TRAILER),
            FleetioSettings::hasTrailers)
        .update(
            Resource.TRAILER,
            update(api, "/vehicles/", FleetioFields.TRAILER),
            FleetioSettings::hasTrailers)
        .create(Resource.USER, create(api, "/contacts", FleetioFields.CONTACT))
        .update(Resource.USER, update(api, "/contacts/", FleetioFields.CONTACT))
        .create(Resource.FUEL_TRANSACTION, FleetioFuel.writer(api, clock))
        .build();
  }

  private static <P extends Payload> Writer<P> create(TspApi api, String path, FieldMap fields) {
    var call = RecordCall.create(path, fields, RepeatSafety.LOOK_UP_FIRST);
    return new RecordWriter<>(api, call, RecordWriter.idAt("id"));
  }

  /**
   * Makes a writer that updates the records below this path. Fleetio answers an update with the
   * record or an empty body.
   */
  private static <P extends Payload> Writer<P> update(TspApi api, String path, FieldMap fields) {
    var call = RecordCall.update("PATCH", path, fields);
    return new RecordWriter<>(api, call, RecordWriter.idAt("id"));
  }

  /**
   * The limits that one write counts against. A fuel entry counts twice, because the vehicle may be
   * read first.
   */
  private static List<RateLimit> limits(Resource resource, OperationType type) {
    return Collections.nCopies(resource == Resource.FUEL_TRANSACTION ? 2 : 1, ACCOUNT);
  }

  /** Tests a connection by listing two vehicles, which is the shortest page that Fleetio allows. */
  private static Outcome test(TspApi api, TspAccess tsp) {
    return api.test(
        api.get(tsp.settings(), "/vehicles?per_page=2"),
        tsp,
        answered -> FleetioDirectory.records(answered.json()) != null,
        "a list of vehicles");
  }
}
