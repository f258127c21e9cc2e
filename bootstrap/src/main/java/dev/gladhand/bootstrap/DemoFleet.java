package dev.gladhand.bootstrap;

import dev.gladhand.application.Answer;
import dev.gladhand.application.connection.ChangeConnection;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.partner.ClientSecrets;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.References;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import io.micronaut.context.annotation.Prototype;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Makes the demo's partner at the first start. At each start, sets the addresses of its connections
 * to those that the simulated providers have now.
 */
@Prototype
final class DemoFleet {
  private static final String CLIENT = "demo";
  static final PartnerId PARTNER =
      new PartnerId(new UUID(0x0d00L << 48 | 0x7000L, 0x8000_0000_0000_0001L));

  private final Partners partners;
  private final ClientSecrets secrets;
  private final Connections connections;
  private final CreateConnection create;
  private final ChangeConnection change;
  private final References references;
  private final InstantSource clock;

  DemoFleet(
      Partners partners,
      ClientSecrets secrets,
      Connections connections,
      CreateConnection create,
      ChangeConnection change,
      References references,
      InstantSource clock) {
    this.partners = partners;
    this.secrets = secrets;
    this.connections = connections;
    this.create = create;
    this.change = change;
    this.references = references;
    this.clock = clock;
  }

  /** The values that the calls in {@link DemoText} contain. */
  record Seeded(
      String client,
      String secret,
      ConnectionId samsara,
      ResourceId driver,
      ConnectionId superOffice,
      ResourceId person) {}

  /**
   * Makes the demo's partner and connections, or updates them.
   *
   * @param urls gives the address of the simulation of the provider with this slug
   * @param key the text from which the partner's client secret is made
   */
  Seeded seed(UnaryOperator<String> urls, String key) {
    var secret = key.replaceAll("[^A-Za-z0-9]", "");
    var now = clock.instant();
    partner(secret, now);
    var samsara =
        connection(
            "samsara",
            urls.apply("samsara"),
            Map.of("api_token", "samsara-sandbox-token"),
            Map.of());
    var superOffice =
        connection(
            "superoffice",
            urls.apply("superoffice"),
            Map.of("scheme", "basic", "username", "gladhand", "password", "sandbox-password"),
            Map.of("format", "sms/160"));
    var drivers =
        List.of(
            entry(Resource.USER, "281474976710656001", "Ana Ruiz"),
            entry(Resource.USER, "281474976710656002", "Ben Okafor"),
            entry(Resource.VEHICLE, "281474976710657001", "Truck 101"),
            entry(Resource.VEHICLE, "281474976710657002", "Truck 102"));
    references.put(samsara, PARTNER, drivers, now);
    var people =
        List.of(
            entry(Resource.USER, "+4790000001", "Kari Nordmann"),
            entry(Resource.USER, "+4790000002", "Ola Nordmann"));
    references.put(superOffice, PARTNER, people, now);
    var motive =
        connection(
            "motive", urls.apply("motive"), Map.of("api_key", "motive-sandbox-key"), Map.of());
    references.put(
        motive,
        PARTNER,
        List.of(
            entry(Resource.USER, "501", "Ana Ruiz"),
            entry(Resource.USER, "503", "Dana Dispatcher"),
            entry(Resource.VEHICLE, "601", "Truck 101")),
        now);
    var fleetio =
        connection(
            "fleetio",
            urls.apply("fleetio"),
            Map.of(
                "api_token", "fleetio-sandbox-token", "account_token", "fleetio-sandbox-account"),
            Map.of(
                "vehicle_type_id", BigDecimal.ONE,
                "vehicle_status_id", BigDecimal.ONE,
                "trailer_type_id", BigDecimal.TWO));
    references.put(
        fleetio,
        PARTNER,
        List.of(
            entry(Resource.USER, "501", "Ana Ruiz"), entry(Resource.VEHICLE, "601", "Truck 101")),
        now);
    var webfleet =
        connection(
            "webfleet",
            urls.apply("webfleet"),
            Map.of(
                "account", "sandbox",
                "username", "gladhand",
                "password", "webfleet-sandbox-password",
                "api_key", "webfleet-sandbox-key"),
            Map.of());
    references.put(
        webfleet,
        PARTNER,
        List.of(
            entry(Resource.USER, "1-501", "Ana Ruiz"),
            entry(Resource.VEHICLE, "1-601", "Truck 101")),
        now);
    var geotab =
        connection(
            "geotab",
            urls.apply("geotab"),
            Map.of(
                "database", "sandbox",
                "user_name", "gladhand@sandbox.example",
                "password", "geotab-sandbox-password"),
            Map.of(
                "dvir",
                Map.of(
                    "defect_list",
                    "b200",
                    "defects",
                    Map.of("brakes", "b278B", "tires", "b278C"))));
    references.put(
        geotab,
        PARTNER,
        List.of(
            entry(Resource.USER, "b5", "Ana Ruiz"),
            entry(Resource.VEHICLE, "b1", "Truck 101"),
            entry(Resource.TRAILER, "b3", "Trailer 1")),
        now);
    return new Seeded(
        CLIENT,
        secret,
        samsara,
        ResourceId.of(samsara, Resource.USER, drivers.getFirst().source()),
        superOffice,
        ResourceId.of(superOffice, Resource.USER, people.getFirst().source()));
  }

  private void partner(String secret, Instant now) {
    var scopes = new TreeSet<>(Scopes.OF_PARTNERS);
    if (partners.findByClient(CLIENT).isEmpty()) {
      partners.add(
          new Partners.Partner(
              PARTNER, "Demo Dispatch", CLIENT, secrets.hash(secret), 1, scopes, false, now, now));
    }
  }

  private ConnectionId connection(
      String tsp, String url, Map<String, Object> credentials, Map<String, Object> settings) {
    var all = new java.util.LinkedHashMap<String, Object>(settings);
    all.put("base_url", url);
    var known = connections.list(PARTNER, new TspId(tsp), null, null, 1);
    if (known.isEmpty()) {
      return id(
          create.create(
              PARTNER,
              Map.of(
                  "source_name",
                  tsp,
                  "fleet_ref",
                  "demo-" + tsp,
                  "description",
                  "The demo's " + tsp,
                  "credentials",
                  credentials,
                  "settings",
                  all)));
    }
    return id(change.patch(PARTNER, known.getFirst().id(), Map.of("settings", all)));
  }

  private static ConnectionId id(Answer<ConnectionView> answer) {
    return switch (answer) {
      case Answer.Ok<ConnectionView>(var view) -> view.connection().id();
      case Answer.Refused<ConnectionView>(var refusal) ->
          throw new IllegalStateException("the demo's connection was refused: " + refusal);
    };
  }

  private static References.Entry entry(Resource resource, String source, String name) {
    return new References.Entry(
        resource,
        new SourceId(source),
        name,
        resource == Resource.USER ? List.of("driver") : null,
        null);
  }
}
