package dev.gladhand.persistence.invitation;

import dev.gladhand.application.store.OauthAppStore;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.signin.OauthApp;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.database.Database;
import dev.gladhand.persistence.secret.MasterKeys;
import dev.gladhand.persistence.secret.SealedTable;
import dev.gladhand.persistence.secret.Vault;
import dev.gladhand.persistence.sql.StoredJson;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores the operator's OAuth applications, sealed, in a relational database. Thread-safe. */
@Singleton
public final class SqlOauthApps implements OauthAppStore {
  private final Database database;
  private final OauthAppRepository rows;
  private final Vault vault;

  public SqlOauthApps(Database database, OauthAppRepository rows, MasterKeys keys) {
    this.database = database;
    this.rows = rows;
    this.vault = new Vault(keys);
  }

  @Override
  public Optional<Stored> get(TspId tsp) {
    return database
        .read(_ -> rows.findById(tsp.slug()))
        .map(
            row -> {
              var text =
                  new String(
                      vault.open(SealedTable.OAUTH_APPS, tsp.slug(), row.secret()),
                      StandardCharsets.UTF_8);
              return new Stored(app(StoredJson.object(text)), row.updatedAt());
            });
  }

  @Override
  public void put(TspId tsp, OauthApp app, Instant now) {
    var text = JsonWriter.text(json(app)).getBytes(StandardCharsets.UTF_8);
    var row = OauthAppRow.of(tsp.slug(), vault.seal(SealedTable.OAUTH_APPS, tsp.slug(), text), now);
    database.transact(
        _ -> {
          rows.addIfNew(row);
          return rows.update(row);
        });
  }

  @Override
  public boolean delete(TspId tsp) {
    return database.transact(_ -> rows.deleteByTsp(tsp.slug()) > 0);
  }

  private static Map<String, @Nullable Object> json(OauthApp app) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("client_id", app.clientId());
    json.put("client_secret", app.clientSecret());
    json.put("scopes", app.scopes());
    json.put("authorize_url", app.authorizeUrl() == null ? null : app.authorizeUrl().toString());
    json.put("token_url", app.tokenUrl() == null ? null : app.tokenUrl().toString());
    return json;
  }

  private static OauthApp app(Map<String, @Nullable Object> json) {
    return new OauthApp(
        String.valueOf(json.get("client_id")),
        String.valueOf(json.get("client_secret")),
        json.get("scopes") instanceof List<?> scopes
            ? scopes.stream().map(String.class::cast).toList()
            : List.of(),
        uri(json.get("authorize_url")),
        uri(json.get("token_url")));
  }

  private static @Nullable URI uri(@Nullable Object text) {
    return text == null ? null : URI.create(text.toString());
  }
}
