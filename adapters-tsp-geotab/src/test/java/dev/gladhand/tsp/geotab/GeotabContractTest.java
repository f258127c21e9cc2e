package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.Deviation;
import dev.gladhand.testkit.tsp.ExpectedCall;
import dev.gladhand.testkit.tsp.SettlerSample;
import dev.gladhand.testkit.tsp.Table;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.TspSample;
import java.util.List;
import java.util.Map;

class GeotabContractTest extends TspAdapterContract {
  private static final String PASSWORD = "geotab canary:0123+\u00fc";
  private static final String SESSION = "geotab-session/canary+77==";
  private static final String LOGIN =
      ",\"credentials\":{\"database\":\"acme\",\"userName\":\"api@acme.example\",\"sessionId\":\""
          + SESSION
          + "\"}}}";
  private static final String CONCEPTS = "https://developers.geotab.com/myGeotab/guides/concepts";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String UNKNOWN = "rejected: tsp, maybe applied, back-off";
  private static final String AWAY = "rejected: tsp, not applied, back-off";
  private static final String SIGN_IN = "rejected: auth, not applied, new credentials";

  private static ExpectedCall add(String type, String entity, String id) {
    return ExpectedCall.of(
            "POST",
            "/apiv1",
            "{\"method\":\"Add\",\"params\":{\"typeName\":\"%s\",\"entity\":%s"
                    .formatted(type, entity)
                + LOGIN)
        .answered(200, "{\"result\":\"" + id + "\",\"jsonrpc\":\"2.0\"}");
  }

  private static ExpectedCall get(String type, String search, int limit, String result) {
    return ExpectedCall.of(
            "POST",
            "/apiv1",
            "{\"method\":\"Get\",\"params\":{\"typeName\":\"%s\",\"search\":%s,\"resultsLimit\":%d"
                    .formatted(type, search, limit)
                + LOGIN)
        .answered(200, "{\"result\":" + result + ",\"jsonrpc\":\"2.0\"}");
  }

  private static ExpectedCall text(String target, String more) {
    return add(
        "TextMessage",
        "{\"isDirectionToVehicle\":true,"
            + target
            + ",\"messageContent\":{\"contentType\":\"Normal\",\"message\":\"Dock 4\""
            + more
            + "}",
        "m77F");
  }

  private static String error(String type, String message) {
    return "{\"error\":{\"message\":\"%s\",\"code\":-32000,\"data\":{\"id\":\"1\",\"type\":\"%s\"},\"name\":\"JSONRPCError\",\"errors\":[{\"message\":\"%s\",\"name\":\"%s\"}]},\"jsonrpc\":\"2.0\"}"
        .formatted(message, type, message, type);
  }

  private static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"recipient_id\":\"@b5\",\"sender_id\":\"@b9\",\"message_text\":\"Dock 4\",\"priority\":\"high\"}")
          .calls(text("\"recipient\":{\"id\":\"b5\"}", ",\"urgent\":true}"))
          .gives("m77F")
          .notDelivered("sender_id")
          .refusedBy(200, error("InvalidUserException", "Incorrect login credentials"), SIGN_IN)
          .refusedBy(
              200,
              error("InvalidPermissionsException", "clearance"),
              "rejected: auth, not applied, never")
          .refusedBy(200, error("ArgumentException", "no such user"), REFUSED)
          .refusedBy(200, error("GenericException", "hidden"), UNKNOWN)
          .refusedBy(200, error("NullReferenceException", "of no list"), UNKNOWN)
          .refusedBy(200, error("DbUnavailableException", "Initializing"), AWAY)
          .refusedBy(200, error("DbUnavailableException", "OperationAborted"), UNKNOWN)
          .refusedBy(200, error("DatabaseMaintenanceException", "at night"), AWAY)
          .refusedBy(
              200,
              "{\"error\":{\"message\":\"short\",\"errors\":[{\"name\":\"ArgumentNullException\"}]}}",
              REFUSED)
          .refusedBy(
              200, error("OverLimitException", "API calls quota exceeded"), "throttled for PT1M")
          .refusedBy(
              200,
              error("OverLimitException", "API calls quota exceeded. Maximum admitted 10 per 1m."),
              Map.of("Content-Type", "application/json", "Retry-After", "58"),
              "OverLimitException: API calls quota exceeded. Maximum admitted 10 per 1m.",
              "throttled for PT58S");

  private static final TspSample TO_A_DEVICE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"recipient_id\":\"@b1\",\"sender_id\":\"@b9\",\"message_text\":\"Dock 4\",\"source_reply_to_message_id\":\"b7\"}")
          .named("to a device, as the sender")
          .settings("{\"message_target\":\"device\",\"impersonate_sender\":true}")
          .calls(
              text(
                  "\"device\":{\"id\":\"b1\"}",
                  "},\"user\":{\"id\":\"b9\"},\"parentMessage\":{\"id\":\"b7\"}"))
          .gives("m77F");

  private static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@b9\",\"recipient_ids\":[\"@b5\",\"@b6\"],\"message_text\":\"Dock 4\"}")
          .calls(text("\"recipient\":{\"id\":\"b5\"}", "}"))
          .calls(text("\"recipient\":{\"id\":\"b6\"}", "}"))
          .notDelivered("sender_id");

  private static final TspSample FUEL =
      TspSample.create(
              Resource.FUEL_TRANSACTION,
              "{\"vehicle_id\":\"@b1\",\"driver_id\":\"@b5\",\"transaction_time\":\"2026-11-20T08:00:00Z\",\"fuel_type\":\"DIESEL\",\"fuel_volume\":100,\"fuel_volume_unit\":\"LITER\",\"odometer\":1000,\"odometer_unit\":\"miles\",\"fuel_vendor\":\"Shell\"}")
          .calls(
              add(
                  "FuelTransaction",
                  "{\"dateTime\":\"2026-11-20T08:00:00.000Z\",\"device\":{\"id\":\"b1\"},\"driver\":{\"id\":\"b5\"},\"volume\":100,\"odometer\":1609.344,\"productType\":\"Diesel\",\"siteName\":\"Shell\",\"externalReference\":\"{key}\"}",
                  "b2A"))
          .gives("b2A")
          .refusedBy(200, error("InvalidUserException", "over"), SIGN_IN);

  private static ExpectedCall byKey(String result) {
    return get("FuelTransaction", "{\"externalReference\":\"{key}\"}", 2, result);
  }

  @Override
  protected TspAdapterFactory factory() {
    return new GeotabAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"database\":\"acme\",\"user_name\":\"api@acme.example\",\"password\":\"%s\",\"session\":\"%s\"}"
        .formatted(PASSWORD, SESSION);
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of("Content-Type", "application/json", "Accept", "application/json");
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(MESSAGE, TO_A_DEVICE, GROUP, FUEL);
  }

  @Override
  protected ExpectedCall test() {
    return get("User", "{\"name\":\"api@acme.example\"}", 1, "[{\"id\":\"b9\"}]");
  }

  @Override
  protected List<SettlerSample> settlements() {
    return List.of(
        SettlerSample.of(FUEL, byKey("[{\"id\":\"b2A\"}]"), "applied b2A"),
        SettlerSample.of(FUEL, byKey("[]"), "not applied"));
  }

  @Override
  protected List<Deviation> deviations() {
    var unreadable =
        Deviation.of(
            Table.UNREADABLE_SUCCESS, UNKNOWN, "errors come with a status of 200", CONCEPTS);
    return List.of(
        Deviation.of(
                Table.UNREADABLE_SUCCESS,
                "recipient unknown",
                "errors come with a status of 200",
                CONCEPTS)
            .ofSample(GROUP.name()),
        unreadable);
  }
}
