package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.limit.RateLimit;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.login.OauthSignIns;
import dev.gladhand.tsp.kit.record.RecordCall;
import dev.gladhand.tsp.kit.record.RecordWriter;
import dev.gladhand.tsp.samsara.directory.SamsaraDirectory;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The adapter for Samsara. The README of this module says what Samsara supports and what it does
 * not.
 */
final class SamsaraAdapter {
  static final String SLUG = "samsara";
  static final String NAME = "Samsara";
  private static final RateLimit TOKEN = new RateLimit("token", 150, Duration.ofSeconds(1));

  private final TspApi api;
  private final SamsaraLookUps lookUps;

  private SamsaraAdapter(TspApi api, SamsaraLookUps lookUps) {
    this.api = api;
    this.lookUps = lookUps;
  }

  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock());
    var api =
        new TspApi(
            http, SamsaraSettings::base, SamsaraCredentials.LOGINS, "there is no access token yet");
    var lookUps = new SamsaraLookUps(api);
    var adapter = new SamsaraAdapter(api, lookUps);
    // Samsara documents no PKCE. The scopes are defined in the registration of the application at
    // Samsara.
    var terms =
        new OauthSignIns.Terms(
            new TspId(SLUG),
            NAME,
            settings -> SamsaraSettings.base(settings) + "/oauth2",
            false,
            List.of(),
            false);
    var signIns = new OauthSignIns(terms, SamsaraCredentials.SCHEMA, http, runtime.apps());
    return DeclaredAdapter.of(SLUG, NAME, SamsaraCredentials.SCHEMA, SamsaraSettings.SCHEMA)
        .address(SamsaraSettings::base)
        .limits(SamsaraAdapter::limits)
        .test(adapter::test)
        .writers(adapter.writers(runtime.random()))
        .settler(new SamsaraSettler(api, lookUps, runtime.clock()))
        .directory(
            new SamsaraDirectory(
                api,
                SamsaraDriverFields.MAP,
                SamsaraCalls.VEHICLE_CREATE.fields(),
                SamsaraCalls.TRAILER_CREATE.fields()))
        .renewer(signIns)
        .connects(signIns)
        .build();
  }

  private Writers writers(RandomGenerator random) {
    return Writers.builder()
        .create(Resource.MESSAGE, new SamsaraMessages<Message>(api))
        .create(Resource.GROUP_MESSAGE, new SamsaraMessages<GroupMessage>(api))
        .create(
            Resource.USER, users(OperationType.CREATE, random, SamsaraCalls.DASHBOARD_USER_CREATE))
        .update(
            Resource.USER, users(OperationType.UPDATE, random, SamsaraCalls.DASHBOARD_USER_UPDATE))
        .create(
            Resource.VEHICLE,
            records(SamsaraCalls.VEHICLE_CREATE),
            settings -> settings.getOr(SamsaraSettings.VEHICLE_CREATE_AS_ASSET, false))
        .update(Resource.VEHICLE, records(SamsaraCalls.VEHICLE_UPDATE))
        .create(Resource.TRAILER, records(SamsaraCalls.TRAILER_CREATE))
        .update(Resource.TRAILER, records(SamsaraCalls.TRAILER_UPDATE))
        .create(Resource.DVIR_LOG, records(SamsaraCalls.DVIR_CREATE))
        .create(Resource.FUEL_TRANSACTION, records(SamsaraCalls.FUEL_CREATE))
        .build();
  }

  private Writer<User> users(OperationType type, RandomGenerator random, RecordCall others) {
    return SamsaraUsers.writer(new SamsaraDrivers(api, lookUps, random, type), records(others));
  }

  private <P extends Payload> Writer<P> records(RecordCall call) {
    return new RecordWriter<>(
        api,
        call,
        answered -> made(call.type(), answered.json()),
        (write, failed, tsp) ->
            failed.is(409) && call.type() == OperationType.CREATE
                ? taken(call, write, failed, tsp)
                : failed.outcome());
  }

  /**
   * The outcome of a successful write. The outcome of a create contains the record's id, which the
   * answer has under the name {@code uuid} for a fuel purchase and {@code id} for other records.
   */
  private static Outcome made(OperationType type, @Nullable TspJson answer) {
    if (type == OperationType.UPDATE) {
      return Outcome.accepted();
    }
    var id = TspJson.id(answer, "data", "id");
    return Outcome.accepted(id == null ? TspJson.id(answer, "data", "uuid") : id);
  }

  /**
   * The outcome of a create that Samsara refused because its external id is taken. If that id is
   * the operation's own key, an earlier attempt whose answer was lost has made the record, and the
   * write has succeeded.
   */
  private Outcome taken(
      RecordCall call, Write<? extends Payload> write, Exchange.Failed failed, TspAccess tsp) {
    return switch (call.repeat()) {
      case SAFE -> Outcome.accepted();
      case LOOK_UP_FIRST ->
          lookUps.earlier(write, tsp).map(Outcome::accepted).orElse(failed.outcome());
      case NEVER -> failed.outcome();
    };
  }

  /**
   * The rate limits that one write counts against: 150 calls a second for each token, and 100 calls
   * a minute for each endpoint. Samsara states the second limit for some endpoints, and the adapter
   * assumes it for all.
   */
  private static List<RateLimit> limits(Resource resource, OperationType type) {
    return List.of(TOKEN, new RateLimit(endpoint(resource, type), 100, Duration.ofMinutes(1)));
  }

  private static String endpoint(Resource resource, OperationType type) {
    return switch (resource) {
      case MESSAGE, GROUP_MESSAGE -> "messages";
      case USER -> "users";
      case VEHICLE -> type == OperationType.CREATE ? "assets" : "vehicles";
      case TRAILER -> "assets";
      case DVIR_LOG -> "dvirs";
      case FUEL_TRANSACTION -> "fuel";
    };
  }

  private Outcome test(TspAccess tsp) {
    return api.test(
        api.get(tsp.settings(), "/me"), tsp, answered -> answered.json() != null, "JSON");
  }
}
