package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.login.OauthSignIns;
import dev.gladhand.tsp.kit.record.RecordWriter;
import java.util.List;

/**
 * The adapter for Motive, formerly KeepTruckin. The README of this module says what Motive supports
 * and what it does not.
 */
final class MotiveAdapter {
  static final String SLUG = "motive";
  static final String NAME = "Motive";

  /** The scopes that the writes and look-ups of this adapter need. */
  private static final List<String> SCOPES =
      List.of(
          "companies.read",
          "users.manage",
          "vehicles.manage",
          "assets.manage",
          "messages.manage",
          "fuel_purchases.manage",
          "groups.manage");

  private final TspApi api;

  private MotiveAdapter(TspApi api) {
    this.api = api;
  }

  /**
   * Makes the adapter; it has no rate limits, because Motive publishes none. After a 429, the
   * engine waits as long as Motive asks.
   */
  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock());
    var api =
        new TspApi(
            http, MotiveSettings::base, MotiveCredentials.LOGINS, "there are no credentials");
    var adapter = new MotiveAdapter(api);
    // Motive documents no PKCE.
    var terms =
        new OauthSignIns.Terms(
            new TspId(SLUG),
            NAME,
            settings -> MotiveSettings.base(settings) + "/oauth",
            true,
            SCOPES,
            false);
    var signIns = new OauthSignIns(terms, MotiveCredentials.SCHEMA, http, runtime.apps());
    return DeclaredAdapter.of(SLUG, NAME, MotiveCredentials.SCHEMA, MotiveSettings.SCHEMA)
        .test(adapter::test)
        .signedBy(MotiveCredentials.LOGINS::headers)
        .writers(adapter.writers())
        .settler(new MotiveSettler(api, runtime.clock()))
        .directory(new MotiveDirectory(api))
        .renewer(signIns)
        .connects(signIns)
        .build();
  }

  /**
   * The writers of each resource except inspections, because Motive has no call that creates an
   * inspection.
   */
  private Writers writers() {
    return Writers.builder()
        .create(
            Resource.MESSAGE,
            MotiveMessages.writer(api, Message.SENDER_ID, Message.SOURCE_SENDER_ID))
        .create(Resource.GROUP_MESSAGE, MotiveMessages.writer(api, GroupMessage.SENDER_ID))
        .create(Resource.VEHICLE, records(MotiveFields.VEHICLES, OperationType.CREATE))
        .update(Resource.VEHICLE, records(MotiveFields.VEHICLES, OperationType.UPDATE))
        .create(Resource.TRAILER, records(MotiveFields.ASSETS, OperationType.CREATE))
        .update(Resource.TRAILER, records(MotiveFields.ASSETS, OperationType.UPDATE))
        .create(Resource.USER, records(MotiveFields.USERS, OperationType.CREATE))
        .update(Resource.USER, records(MotiveFields.USERS, OperationType.UPDATE))
        .create(
            Resource.FUEL_TRANSACTION, records(MotiveFields.FUEL_PURCHASES, OperationType.CREATE))
        .build();
  }

  private <P extends Payload> Writer<P> records(MotiveKind kind, OperationType type) {
    return new RecordWriter<>(api, kind.call(type), RecordWriter.idAt(kind.singular(), "id"));
  }

  /** Tests a connection: lists one user. */
  private Outcome test(TspAccess tsp) {
    return api.test(
        api.get(tsp.settings(), "/v1/users?per_page=1&page_no=1"),
        tsp,
        answered -> TspJson.items(answered.json(), "users") != null,
        "a list of users");
  }
}
