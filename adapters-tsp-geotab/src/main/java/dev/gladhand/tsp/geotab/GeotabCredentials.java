package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a connection: a service account in a fleet's database, and its last session.
 */
final class GeotabCredentials {
  private static final String HELP =
      "https://support.geotab.com/help/mygeotab/access-and-administration/database-administration/service-accounts";
  private static final Pattern PLAIN = Pattern.compile("^[^\\x00-\\x1f\\x7f]+$");

  static final Field<String> DATABASE =
      new Field<>("database", new FieldType.Text(1, 255, PLAIN))
          .labelled("Database", "The name of the fleet's MyGeotab database.", HELP);
  static final Field<String> USER_NAME =
      new Field<>("user_name", new FieldType.Text(1, 255, PLAIN))
          .labelled(
              "User name", "A service account that signs in with a password, without SAML.", HELP);
  static final Field<String> PASSWORD =
      new Field<>("password", new FieldType.Text(1, 500, PLAIN))
          .labelled("Password", "The account's password.", HELP);

  /** {@code id}, or {@code id@host} if the database is on another host than the settings say. */
  static final Field<String> SESSION =
      new Field<>("session", new FieldType.Text(1, 500, Pattern.compile("^[\\x21-\\x7e]+$")))
          .labelled("Session", "The gateway sets it when it signs in.", HELP);

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(List.of(DATABASE, USER_NAME, PASSWORD), Set.of(PASSWORD))
          .keeping(SESSION, true);

  private GeotabCredentials() {}

  /** The session's id, or null if no sign-in has been made. */
  static @Nullable String sessionId(Credentials credentials) {
    var session = credentials.get(SESSION);
    return session == null ? null : session.split("@", 2)[0];
  }

  /** The host of the session, or null if it is the one in the settings. */
  static @Nullable String host(Credentials credentials) {
    var session = credentials.get(SESSION);
    return session == null || !session.contains("@") ? null : session.split("@", 2)[1];
  }

  /** The secrets of a call; null if there is no session. */
  static @Nullable Login login(Credentials credentials) {
    var session = sessionId(credentials);
    return session == null ? null : new Login(Map.of(), secrets(credentials).and(List.of(session)));
  }

  static Secrets secrets(Credentials credentials) {
    return Secrets.of(SCHEMA, credentials);
  }
}
