package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a connection: a service account in a fleet's database, and its last session.
 */
final class GeotabCredentials {
  private static final FormFields FORM =
      new FormFields(
          "https://support.geotab.com/help/mygeotab/access-and-administration/database-administration/service-accounts");

  static final Field<String> DATABASE =
      FORM.line("database", 255, "Database")
          .described("The name of the fleet's MyGeotab database.");

  static final Field<String> USER_NAME =
      FORM.line("user_name", 255, "User name")
          .described("A service account that signs in with a password, without SAML.");

  static final Field<String> PASSWORD =
      FORM.line("password", 500, "Password").described("The account's password.");

  /**
   * The last session: {@code id}, or {@code id@host} if the database is on another host than the
   * one in the settings.
   */
  static final Field<String> SESSION =
      FORM.token("session", 500, "Session").described("The gateway sets it when it signs in.");

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(List.of(DATABASE, USER_NAME, PASSWORD), Set.of(PASSWORD))
          .keeping(SESSION, true);

  private GeotabCredentials() {}

  /** The session's id; null if there is no session. */
  static @Nullable String sessionId(Credentials credentials) {
    var session = credentials.get(SESSION);
    return session == null ? null : session.split("@", 2)[0];
  }

  /** The host of the session, or null if it is the one in the settings. */
  static @Nullable String host(Credentials credentials) {
    var session = credentials.get(SESSION);
    return session == null || !session.contains("@") ? null : session.split("@", 2)[1];
  }

  /** The login of a call: no headers, and the secrets to mask. Null if there is no session. */
  static @Nullable Login login(Credentials credentials) {
    var session = sessionId(credentials);
    return session == null
        ? null
        : new Login(Map.of(), Secrets.of(SCHEMA, credentials)).hiding(session);
  }
}
