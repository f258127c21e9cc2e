package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RateLimits;
import dev.gladhand.domain.tsp.Retry;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.RecordWriter;
import dev.gladhand.tsp.kit.TspApi;
import dev.gladhand.tsp.kit.TspHttp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Motive, once KeepTruckin. What it takes, and what it does not, stands in this module's README.
 */
final class MotiveAdapter implements TspAdapter {
  static final String NAME = "Motive";

  private final TspApi api;
  private final InstantSource clock;
  private final Writers writers;

  MotiveAdapter(TspRuntime runtime) {
    this.clock = runtime.clock();
    this.api =
        new TspApi(
            new TspHttp(NAME, runtime.calls(), runtime.clock()),
            MotiveSettings::base,
            MotiveCredentials::login,
            List.of(MotiveCredentials.HEADER),
            "Motive was not called: there are no credentials");
    // Motive has no call that creates an inspection.
    this.writers =
        Writers.builder()
            .create(
                Resource.MESSAGE,
                new MotiveMessages<Message>(api, Message.SENDER_ID, Message.SOURCE_SENDER_ID))
            .create(
                Resource.GROUP_MESSAGE,
                new MotiveMessages<GroupMessage>(api, GroupMessage.SENDER_ID))
            .create(
                Resource.VEHICLE,
                this.<Vehicle>records(MotiveFields.VEHICLES, OperationType.CREATE))
            .update(
                Resource.VEHICLE,
                this.<Vehicle>records(MotiveFields.VEHICLES, OperationType.UPDATE))
            .create(
                Resource.TRAILER, this.<Trailer>records(MotiveFields.ASSETS, OperationType.CREATE))
            .update(
                Resource.TRAILER, this.<Trailer>records(MotiveFields.ASSETS, OperationType.UPDATE))
            .create(Resource.USER, this.<User>records(MotiveFields.USERS, OperationType.CREATE))
            .update(Resource.USER, this.<User>records(MotiveFields.USERS, OperationType.UPDATE))
            .create(
                Resource.FUEL_TRANSACTION,
                this.<FuelTransaction>records(MotiveFields.FUEL_PURCHASES, OperationType.CREATE))
            .build();
  }

  private <P extends Payload> Writer<P> records(MotiveKind kind, OperationType type) {
    return new RecordWriter<>(api, kind.call(type), kind::made);
  }

  @Override
  public TspId id() {
    return new TspId("motive");
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
    return MotiveCredentials.SCHEMA;
  }

  @Override
  public SettingsSchema settings() {
    return MotiveSettings.SCHEMA;
  }

  /** Motive publishes none; a 429 is obeyed, and a connection can be given a limit of its own. */
  @Override
  public RateLimits rateLimits(Settings settings) {
    return RateLimits.unknown();
  }

  /** Lists one user. */
  @Override
  public Outcome test(TspAccess tsp) {
    return switch (api.read(api.get(tsp.settings(), "/v1/users?per_page=1&page_no=1"), tsp)) {
      case Exchange.Answered answered when MotiveJson.items(answered.json(), "users") != null ->
          Outcome.accepted();
      case Exchange.Answered answered ->
          Outcome.rejected(
              answered.error(ErrorType.TSP, "no list of users; is the base URL right?", false),
              new Retry.Never());
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public Optional<Settler> settler() {
    return Optional.of(new MotiveSettler(api, clock));
  }

  @Override
  public Optional<Directory> directory() {
    return Optional.of(new MotiveDirectory(api));
  }
}
