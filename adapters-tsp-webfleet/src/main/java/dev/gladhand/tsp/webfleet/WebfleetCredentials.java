package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a connection: a user of an account at Webfleet, and the API key of the
 * integration.
 */
final class WebfleetCredentials {
  private static final String HELP =
      "https://www.webfleet.com/static/help/webfleet-connect/en_gb/index.html";
  private static final Pattern PLAIN = Pattern.compile("^[\\x20-\\x7e]+$");

  static final Field<String> ACCOUNT =
      new Field<>("account", new FieldType.Text(1, 255, PLAIN))
          .labelled("Account", "The name of the Webfleet account.", HELP);
  static final Field<String> USERNAME =
      new Field<>(
              "username",
              new FieldType.Text(1, 255, Pattern.compile("^[\\x20-\\x39\\x3b-\\x7e]+$")))
          .labelled(
              "User name", "A user of the account; one call of a user is made at a time.", HELP);
  static final Field<String> PASSWORD =
      new Field<>("password", new FieldType.Text(1, 500, Pattern.compile("^[^\\x00-\\x1f\\x7f]+$")))
          .labelled("Password", "The user's password.", HELP);
  static final Field<String> API_KEY =
      new Field<>("api_key", new FieldType.Text(1, 500, PLAIN))
          .labelled("API key", "The key that Webfleet gave for WEBFLEET.connect.", HELP);

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(
          List.of(ACCOUNT, USERNAME, PASSWORD, API_KEY), Set.of(PASSWORD, API_KEY));

  static final List<String> HEADERS = List.of("Authorization");

  private WebfleetCredentials() {}

  /** The login of a call, or null if there are no credentials. */
  static @Nullable Login login(Credentials credentials) {
    var user = credentials.get(USERNAME);
    var password = credentials.get(PASSWORD);
    if (user == null || password == null) {
      return null;
    }
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new Login(
        Map.of("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair)),
        Secrets.of(SCHEMA, credentials));
  }
}
