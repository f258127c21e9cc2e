package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.audit.AuditAction;
import dev.gladhand.application.audit.AuditEntry;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.BaseUrls;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.application.store.OauthAppStore.Stored;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Manages the operator's applications at the TSPs, through which fleets sign in. Blocks; throws
 * {@code StoreUnavailable}.
 */
public final class ManageOauthApps {
  private static final FieldType<String> WORD =
      new FieldType.Text(1, 2000, Pattern.compile("^[\\x21-\\x7e]+$"));
  private static final Field<String> CLIENT_ID = new Field<>("client_id", WORD);
  private static final Field<String> CLIENT_SECRET = new Field<>("client_secret", WORD);
  private static final Field<List<String>> SCOPES =
      new Field<>(
          "scopes",
          new CompoundType.Many<>(
              new FieldType.Text(1, 200, Pattern.compile("^[\\x21-\\x7e]+$")), 0, 100, true));
  private static final Field<String> AUTHORIZE_URL = new Field<>("authorize_url", WORD);
  private static final Field<String> TOKEN_URL = new Field<>("token_url", WORD);

  /** The body that stores an application. */
  public static final Shape BODY =
      Shape.of(
          List.of(CLIENT_ID, CLIENT_SECRET, SCOPES, AUTHORIZE_URL, TOKEN_URL),
          new PresenceRule.Required(CLIENT_ID),
          new PresenceRule.Required(CLIENT_SECRET));

  private final OauthAppStore apps;
  private final Adapters adapters;
  private final BaseUrls urls;
  private final InstantSource clock;
  private final Audit audit;

  public ManageOauthApps(
      OauthAppStore apps,
      Adapters adapters,
      OperatorTargets targets,
      InstantSource clock,
      Audit audit) {
    this.apps = apps;
    this.adapters = adapters;
    this.urls = new BaseUrls(targets);
    this.clock = clock;
    this.audit = audit;
  }

  public Answer<Map<String, @Nullable Object>> put(
      String slug, Map<String, ? extends @Nullable Object> body) {
    return adapter(slug)
        .flatMap(
            adapter -> {
              var faults = new Faults();
              var fields = read(body, adapter, faults);
              var id = fields.get(CLIENT_ID);
              var secret = fields.get(CLIENT_SECRET);
              if (!faults.none() || id == null || secret == null) {
                return Answer.refused(new Refusal.Invalid(faults.list()));
              }
              var app =
                  new OauthApp(
                      id,
                      secret,
                      Objects.requireNonNullElse(fields.get(SCOPES), List.of()),
                      uri(fields.get(AUTHORIZE_URL)),
                      uri(fields.get(TOKEN_URL)));
              var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
              audit.record(
                  () -> {
                    apps.put(adapter.id(), app, now);
                    return true;
                  },
                  done -> done,
                  AuditEntry.done(AuditAction.OAUTH_APP_PUT, adapter.id(), null, body.keySet()));
              return Answer.ok(shown(adapter, new Stored(app, now)));
            });
  }

  private Fields read(
      Map<String, ? extends @Nullable Object> body, TspAdapter adapter, Faults faults) {
    var found = new Faults();
    var fields = BODY.read(body, found, false);
    found.list().forEach(fault -> faults.add(hidden(fault)));
    if (CredentialsSchema.MASK.equals(fields.get(CLIENT_SECRET))) {
      faults
          .at(CLIENT_SECRET.name())
          .add(
              CredentialsSchema.MASK,
              "must be the secret itself, not the ***** that answers show in its place",
              "masked");
    }
    for (var field : List.of(AUTHORIZE_URL, TOKEN_URL)) {
      var url = fields.get(field);
      if (url != null) {
        urls.check(url, adapter.settings(), faults.at(field.name()));
      }
    }
    return fields;
  }

  /** The given fault; its input is masked if the fault is about the secret. */
  private static FieldFault hidden(FieldFault fault) {
    return fault.path().equals(CLIENT_SECRET.name())
        ? fault.masked(fault.message(), CredentialsSchema.MASK)
        : fault;
  }

  private static @Nullable URI uri(@Nullable String text) {
    return text == null ? null : URI.create(text);
  }

  public Answer<Map<String, @Nullable Object>> get(String slug) {
    return adapter(slug)
        .flatMap(
            adapter ->
                apps.get(adapter.id())
                    .map(stored -> Answer.ok(shown(adapter, stored)))
                    .orElseGet(ManageOauthApps::none));
  }

  /**
   * Deletes an application. Connections that fleets have made by signing in can then no longer be
   * renewed.
   */
  public Answer<String> delete(String slug) {
    return adapter(slug)
        .flatMap(
            adapter ->
                audit.record(
                        () -> apps.delete(adapter.id()),
                        done -> done,
                        AuditEntry.done(AuditAction.OAUTH_APP_DELETED, adapter.id(), null))
                    ? Answer.ok(slug)
                    : none());
  }

  private static <T> Answer<T> none() {
    return Answer.notFound("there is no OAuth application for this TSP");
  }

  /** The adapter of a TSP at which fleets can sign in. */
  private Answer<TspAdapter> adapter(String slug) {
    return adapters.all().stream()
        .filter(adapter -> adapter.id().slug().equals(slug))
        .findFirst()
        .map(
            adapter ->
                adapter.connects().isPresent()
                    ? Answer.ok(adapter)
                    : Answer.<TspAdapter>refused(
                        new Refusal.NotSupported(
                            "fleets cannot sign in at " + adapter.displayName() + " by OAuth")))
        .orElseGet(() -> Answer.notFound("there is no TSP of this name"));
  }

  private static Map<String, @Nullable Object> shown(TspAdapter adapter, Stored stored) {
    var app = stored.app();
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("tsp", adapter.id().slug());
    json.put("client_id", app.clientId());
    json.put("client_secret", CredentialsSchema.MASK);
    json.put("scopes", app.scopes().isEmpty() ? null : app.scopes());
    json.put("authorize_url", app.authorizeUrl() == null ? null : app.authorizeUrl().toString());
    json.put("token_url", app.tokenUrl() == null ? null : app.tokenUrl().toString());
    json.put("updated_at", Moments.format(stored.updatedAt()));
    return json;
  }
}
