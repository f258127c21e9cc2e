package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.limit.RateLimits;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Clearing;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.body.Place;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.call.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** An adapter for a TSP that does not exist, which keeps the contract. */
class AcmeAdapter implements TspAdapter {
  private static final String HELP = "https://www.example.com/help";

  static final Field<String> TOKEN =
      new Field<>("token", new FieldType.Text(12, 200, null))
          .labelled("Token", "Acme's token.", HELP);

  static final FieldMap MESSAGE =
      FieldMap.builder()
          .add(Place.reference(Message.RECIPIENT_ID, "to").required())
          .add(Place.of(Message.MESSAGE_TEXT, "text"))
          .silent(Message.FLEET_REF, Message.MODE)
          .rule(
              new PresenceRule.Refused(
                  Message.SOURCE_RECIPIENT_IDS, "name one recipient by our id"))
          .build();

  static final FieldMap VEHICLE =
      FieldMap.builder()
          .add(
              Place.text(Vehicle.VEHICLE_NAME, 1, 100, "name").required().cleared(Clearing.REFUSED))
          .add(Place.of(Vehicle.VIN, "vin"))
          .add(Place.of(Vehicle.NOTES, "notes").cleared(Clearing.EMPTY))
          .build();

  static final FieldMap TRAILER =
      FieldMap.builder()
          .add(Place.text(Trailer.TRAILER_NAME, 1, 100, "name").required())
          .add(Place.of(Trailer.TRAILER_LENGTH, "length"))
          .build();

  final TspHttp http;

  AcmeAdapter(TspRuntime runtime) {
    this.http = new TspHttp("Acme", runtime.calls(), runtime.clock(), AcmeAdapter::verdict);
  }

  private static Verdict verdict(Exchange.Answered answered) {
    var busy = TspJson.string(answered.json(), "busy");
    return busy == null ? new Verdict.ByStatus() : new Verdict.Throttled(busy, null);
  }

  /** What a call is made of; a broken adapter breaks some of it. */
  AcmeWriter<Message> messages() {
    return new AcmeWriter<>(http, "/messages", MESSAGE);
  }

  AcmeWriter<Vehicle> vehicles() {
    return new AcmeWriter<>(http, "/vehicles", VEHICLE);
  }

  @Override
  public Writers writers() {
    return Writers.builder()
        .create(Resource.MESSAGE, messages())
        .create(Resource.VEHICLE, vehicles())
        .update(Resource.VEHICLE, vehicles())
        .create(Resource.TRAILER, new AcmeWriter<Trailer>(http, "/trailers", TRAILER))
        .build();
  }

  @Override
  public TspId id() {
    return new TspId("acme");
  }

  @Override
  public String displayName() {
    return "Acme";
  }

  @Override
  public CredentialsSchema credentials() {
    return new CredentialsSchema(
        List.of(Shape.of(List.of(TOKEN), new PresenceRule.Required(TOKEN))), Set.of(TOKEN));
  }

  @Override
  public SettingsSchema settings() {
    return new SettingsSchema(
        Shape.of(
            List.of(Settings.BASE_URL.helpedBy(HELP)),
            new PresenceRule.Required(Settings.BASE_URL)),
        Set.of("api.acme.example"));
  }

  @Override
  public RateLimits rateLimits(Settings settings) {
    return RateLimits.unknown();
  }

  @Override
  public Outcome test(TspAccess tsp) {
    var login = AcmeWriter.login(tsp.credentials());
    if (login == null) {
      return AcmeWriter.nobody();
    }
    return switch (http.read(AcmeWriter.get(tsp.settings(), "/me"), login, tsp.timeout())) {
      case Exchange.Answered answered when answered.json() != null -> Outcome.accepted();
      case Exchange.Answered answered ->
          Outcome.rejected(answered.error(ErrorType.TSP, "no JSON", false), new Retry.Never());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public Optional<Settler> settler() {
    return Optional.of(
        (write, _, tsp) ->
            switch (look(tsp, "/vehicles?key=" + write.key().hex())) {
              case Exchange.Answered answered when AcmeWriter.id(answered) != null ->
                  new Settler.Settlement.Applied(AcmeWriter.id(answered), List.of());
              case Exchange.Answered answered ->
                  new Settler.Settlement.TryLater(
                      answered.error(ErrorType.TSP, "no vehicle in the answer", false));
              case Exchange.Failed failed when failed.is(404) ->
                  new Settler.Settlement.NotApplied();
              case Exchange.Failed failed -> new Settler.Settlement.TryLater(failed.error());
            });
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.of(new AcmeDirectory(this));
  }

  Exchange look(TspAccess tsp, String path) {
    var login = Objects.requireNonNull(AcmeWriter.login(tsp.credentials()));
    return http.read(AcmeWriter.get(tsp.settings(), path), login, tsp.timeout());
  }
}
