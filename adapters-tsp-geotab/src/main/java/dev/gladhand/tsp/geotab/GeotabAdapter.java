package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.login.Passwords;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.record.RecordCall;
import dev.gladhand.tsp.kit.record.RecordWriter;
import dev.gladhand.tsp.kit.record.WholeRecordWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The adapter for Geotab's MyGeotab. The README of this module says what Geotab supports and what
 * it does not.
 */
final class GeotabAdapter {
  static final String NAME = "Geotab";

  private final TspApi api;
  private final GeotabSettler settler;

  private GeotabAdapter(TspApi api, GeotabSettler settler) {
    this.api = api;
    this.settler = settler;
  }

  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock(), GeotabErrors::verdict);
    var api = GeotabApi.of(http, runtime.allowed());
    var destinations = GeotabDevices.destinations(api, runtime.clock());
    var settler = new GeotabSettler(api, destinations, runtime.clock());
    var adapter = new GeotabAdapter(api, settler);
    return DeclaredAdapter.of("geotab", NAME, GeotabCredentials.SCHEMA, GeotabSettings.SCHEMA)
        .address(GeotabSettings::base)
        .limits(GeotabAdapter::limits)
        .test(adapter::test)
        .writers(adapter.writers(runtime, destinations))
        .settler(settler)
        .renewer(GeotabSignIn.renewer(api, http, runtime.allowed()))
        .build();
  }

  private Writers writers(TspRuntime runtime, Destinations destinations) {
    return Writers.builder()
        .create(Resource.MESSAGE, GeotabMessages.writer(api, destinations))
        .create(Resource.GROUP_MESSAGE, GeotabMessages.writer(api, destinations))
        .create(Resource.VEHICLE, add("Device", GeotabFields.NEW_VEHICLE))
        .update(Resource.VEHICLE, set("Device", GeotabFields.VEHICLE))
        .create(Resource.TRAILER, add("Device", GeotabFields.NEW_TRAILER))
        .update(Resource.TRAILER, set("Device", GeotabFields.TRAILER))
        .create(
            Resource.USER,
            this.<User>add("User", GeotabFields.NEW_USER)
                .withSecret(() -> Passwords.random(runtime.random()), "password"))
        .update(Resource.USER, set("User", GeotabFields.USER))
        .create(
            Resource.DVIR_LOG,
            add("DVIRLog", GeotabEventFields.DVIR),
            GeotabSettings::hasInspections)
        .create(Resource.FUEL_TRANSACTION, add("FuelTransaction", GeotabEventFields.FUEL))
        .build();
  }

  private <P extends Payload> RecordWriter<P> add(String type, FieldMap fields) {
    var call =
        new RecordCall(
            OperationType.CREATE,
            (_, write, body) -> GeotabApi.write(api, "Add", write.settings(), type, body.json()),
            fields,
            RepeatSafety.LOOK_UP_FIRST);
    return new RecordWriter<>(api, call, GeotabApi::added, settler::failed);
  }

  private <P extends Payload> WholeRecordWriter<P> set(String type, FieldMap fields) {
    return new WholeRecordWriter<>(api, fields, new Entity(type));
  }

  /**
   * The calls {@code Get} and {@code Set} for one type of entity. {@code Set} clears every member
   * that the request does not contain.
   */
  private record Entity(String type) implements WholeRecordWriter.Calls {
    @Override
    public TspRequest read(TspApi api, Write<?> write) {
      var search = GeotabApi.reference(RecordCall.targetId(write));
      return GeotabApi.get(api, write.settings(), type, search, 2);
    }

    @Override
    public @Nullable List<TspJson> records(Exchange.Answered answered) {
      return GeotabApi.entities(answered);
    }

    @Override
    public TspRequest write(TspApi api, Write<?> write, Map<String, @Nullable Object> record) {
      var whole = TspJson.object("id", RecordCall.targetId(write));
      whole.putAll(record);
      if (Boolean.TRUE.equals(whole.get("isDriver")) && isEmpty(whole.get("driverGroups"))) {
        whole.put("driverGroups", GeotabSettings.groups(write.settings()));
      }
      return GeotabApi.write(api, "Set", write.settings(), type, whole);
    }

    private static boolean isEmpty(@Nullable Object groups) {
      return !(groups instanceof List<?> list) || list.isEmpty();
    }
  }

  /**
   * The limits that one write counts against. Geotab counts the calls of each user separately by
   * method and type of entity. An update calls two methods, and a message may do so too.
   */
  private static List<RateLimit> limits(Resource resource, OperationType type) {
    var entity =
        switch (resource) {
          case MESSAGE, GROUP_MESSAGE -> "TextMessage";
          case FUEL_TRANSACTION -> "FuelTransaction";
          case DVIR_LOG -> "DVIRLog";
          case VEHICLE, TRAILER -> "Device";
          case USER -> "User";
        };
    if (entity.equals("TextMessage")) {
      return List.of(limit("Get " + GeotabDevices.TYPE), limit("Add " + entity));
    }
    return type == OperationType.CREATE
        ? List.of(limit("Add " + entity))
        : List.of(limit("Get " + entity), limit("Set " + entity));
  }

  /**
   * A limit of 100 calls a minute, which Geotab publishes for other types of entities. If the real
   * limit is lower, Geotab refuses calls, and the engine waits as long as Geotab asks.
   */
  private static RateLimit limit(String scope) {
    return RateLimit.window(scope, 100, Duration.ofMinutes(1), 5);
  }

  /** Tests a connection by reading the user of the credentials. */
  private Outcome test(TspAccess tsp) {
    var name = String.valueOf(tsp.credentials().get(GeotabCredentials.USER_NAME));
    var request = GeotabApi.get(api, tsp.settings(), "User", Map.of("name", name), 1);
    return api.test(
        request, tsp, answered -> GeotabApi.entities(answered) != null, "a list of users");
  }
}
