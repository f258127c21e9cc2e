package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.List;
import java.util.Map;

/** The contract on an adapter that keeps it. */
class AcmeContractTest extends TspAdapterContract {
  static final String TOKEN = "acme/canary+token=0123 \"7\"";

  static final TspSample CREATE =
      TspSample.create(
              Resource.VEHICLE,
              "{\"vehicle_name\":\"Truck 1\",\"vin\":\"1FUJGHDV0CLBP8834\",\"notes\":\"new\",\"oem\":\"Volvo\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      "/vehicles",
                      "{\"name\":\"Truck 1\",\"vin\":\"1FUJGHDV0CLBP8834\",\"notes\":\"new\",\"key\":\"{key}\",\"pin\":\"*****\"}")
                  .answered(201, "{\"id\":\"9001\"}"))
          .gives("9001")
          .notDelivered("oem")
          .refusedBy(200, "{\"refused\":\"no room\"}", "rejected: validation, not applied, never")
          .refusedBy(200, "{\"busy\":\"not now\"}", "throttled for null");

  @Override
  protected TspAdapterFactory factory() {
    return AcmeAdapter::new;
  }

  @Override
  protected String credentials() {
    return "{\"token\":\"" + TOKEN.replace("\"", "\\\"") + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of(
        "Authorization",
        "Bearer " + TOKEN,
        "Content-Type",
        "application/json",
        "Accept",
        "application/json");
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(
        TspSample.create(
                Resource.MESSAGE,
                "{\"recipient_id\":\"@501\",\"message_text\":\"Dock 4\",\"priority\":\"high\"}")
            .calls(
                ExpectedCall.of("POST", "/messages", "{\"to\":\"501\",\"text\":\"Dock 4\"}")
                    .answered(200, "{\"ok\":true}"))
            .notDelivered("priority"),
        CREATE,
        TspSample.create(Resource.TRAILER, "{\"trailer_name\":\"T 1\",\"trailer_length\":13.6}")
            .calls(
                ExpectedCall.of("POST", "/trailers", "{\"name\":\"T 1\",\"length\":13.6}")
                    .answered(201, "{\"id\":\"7001\"}"))
            .gives("7001"),
        TspSample.update(
                Resource.VEHICLE,
                "601",
                "{\"vehicle_name\":\"Truck 2\",\"vin\":null,\"notes\":null}")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/vehicles/601",
                        "{\"name\":\"Truck 2\",\"vin\":null,\"notes\":\"\"}")
                    .answered(200, "{\"id\":\"601\"}"))
            .gives("601")
            .knowing(ExpectedCall.get("/locks/*").answered(200, "{\"held\":true}")),
        TspSample.update(
                Resource.VEHICLE,
                "602",
                "{\"vehicle_name\":\"Truck 3\",\"vin\":\"1FUJGHDV0CLBP8834\",\"notes\":\"old\"}")
            .named("another")
            .calls(
                ExpectedCall.of(
                        "PATCH",
                        "/vehicles/602",
                        "{\"name\":\"Truck 3\",\"vin\":\"1FUJGHDV0CLBP8834\",\"notes\":\"old\"}")
                    .answered(200, "{\"id\":\"602\"}"))
            .gives("602")
            .knowing(ExpectedCall.get("/locks/*").answered(200, "{\"held\":true}")));
  }

  @Override
  protected ExpectedCall test() {
    return ExpectedCall.get("/me").answered(200, "{\"name\":\"Acme\"}");
  }

  @Override
  protected List<SettlerSample> settlements() {
    var lookUp = ExpectedCall.get("/vehicles?key={key}");
    return List.of(
        SettlerSample.of(CREATE, lookUp.answered(200, "{\"id\":\"9001\"}"), "applied 9001"),
        SettlerSample.of(CREATE, lookUp.answered(404, "{}"), "not applied"));
  }

  @Override
  protected List<RefusedDuplicate> duplicates() {
    return List.of(new RefusedDuplicate(CREATE, 409, "{\"message\":\"it exists already\"}"));
  }

  @Override
  protected List<ListingSample> listings() {
    return List.of(
        new ListingSample(
            Resource.VEHICLE,
            List.of(
                ExpectedCall.get("/vehicles")
                    .answered(200, "{\"items\":[{\"id\":\"1\"},{\"id\":\"2\"}],\"next\":\"p2\"}"),
                ExpectedCall.get("/vehicles?after=p2")
                    .answered(200, "{\"items\":[{\"id\":\"3\"}]}")),
            List.of("1", "2", "3")));
  }
}
