package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The four kinds of credentials: user and password (on site only), a ticket, a bearer token, and a
 * system user, whose ticket is renewed with a signed token.
 */
final class SuperOfficeCredentials {
  private static final String HELP =
      "https://docs.superoffice.com/en/authentication/online/auth-application/system-user-flow.html";
  private static final String API_HELP =
      "https://docs.superoffice.com/en/authentication/online/api";

  /** The header that carries the user, the ticket or the token. */
  static final String HEADER = "Authorization";

  private static final String APP_HEADER = "SO-AppToken";

  /** A text that can stand in one line of a header's value. */
  private static final Pattern LINE = Pattern.compile("^[\\x21-\\x7e]+$");

  static final Field<String> USERNAME =
      new Field<>("username", new FieldType.Text(1, 500, Pattern.compile("^[^:]+$")))
          .labelled("User name", "The user who signs in at an on-site installation.", API_HELP);

  /** The password is sent in Base64, so it may contain any character. */
  static final Field<String> PASSWORD =
      new Field<>(
              "password", new FieldType.Text(1, 2000, Pattern.compile("^[^\\x00-\\x1f\\x7f]+$")))
          .labelled("Password", "The user's password.", API_HELP);

  static final Field<String> TICKET =
      new Field<>("ticket", new FieldType.Text(1, 8000, LINE))
          .labelled(
              "Ticket",
              "A SuperOffice ticket; the gateway keeps the one of a system user here.",
              HELP);
  static final Field<String> APP_TOKEN =
      new Field<>("app_token", new FieldType.Text(1, 2000, LINE))
          .labelled(
              "Application token",
              "The secret of the application that is registered with SuperOffice.",
              HELP);
  static final Field<String> ACCESS_TOKEN =
      new Field<>("access_token", new FieldType.Text(1, 16000, LINE))
          .labelled("Access token", "A bearer token.", API_HELP);
  static final Field<String> SYSTEM_TOKEN =
      new Field<>("system_user_token", new FieldType.Text(1, 2000, null))
          .labelled(
              "System user token",
              "The token by which the tenant has consented to the application's system user.",
              HELP);

  /** The RSA key in PEM. */
  static final Field<String> PRIVATE_KEY =
      new Field<>(
              "private_key",
              new FieldType.Text(
                  1,
                  20000,
                  Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\s]+-----END ")))
          .labelled(
              "Private key",
              "The application's RSA key in PEM, which signs the system user token.",
              HELP);

  private static final Field<String> BASIC = scheme("basic");
  private static final Field<String> WITH_TICKET = scheme("ticket");
  private static final Field<String> BEARER = scheme("bearer");
  private static final Field<String> SYSTEM_USER = scheme("system_user");

  static final CredentialsSchema SCHEMA =
      new CredentialsSchema(
          List.of(
              shape(List.of(BASIC, USERNAME, PASSWORD)),
              Shape.of(
                  List.of(WITH_TICKET, TICKET, APP_TOKEN),
                  new PresenceRule.Required(WITH_TICKET),
                  new PresenceRule.Required(TICKET)),
              shape(List.of(BEARER, ACCESS_TOKEN)),
              Shape.of(
                  List.of(SYSTEM_USER, SYSTEM_TOKEN, APP_TOKEN, PRIVATE_KEY, TICKET),
                  new PresenceRule.Required(SYSTEM_USER),
                  new PresenceRule.Required(SYSTEM_TOKEN),
                  new PresenceRule.Required(APP_TOKEN),
                  new PresenceRule.Required(PRIVATE_KEY))),
          Set.of(PASSWORD, TICKET, APP_TOKEN, ACCESS_TOKEN, SYSTEM_TOKEN, PRIVATE_KEY),
          Set.of(TICKET));

  private SuperOfficeCredentials() {}

  static boolean isSystemUser(Credentials credentials) {
    return "system_user".equals(credentials.get(SYSTEM_USER));
  }

  /** The login of a call, or null if a system user has no ticket yet. */
  static @Nullable Login login(Credentials credentials) {
    var secrets = Secrets.of(SCHEMA, credentials);
    var password = credentials.get(PASSWORD);
    if (password != null) {
      var pair = credentials.get(USERNAME) + ":" + password;
      var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
      return new Login(Map.of(HEADER, "Basic " + encoded), secrets);
    }
    var token = credentials.get(ACCESS_TOKEN);
    if (token != null) {
      return new Login(Map.of(HEADER, "Bearer " + token), secrets);
    }
    var ticket = credentials.get(TICKET);
    if (ticket == null) {
      return null;
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put(HEADER, "SOTicket " + ticket);
    var app = credentials.get(APP_TOKEN);
    if (app != null) {
      headers.put(APP_HEADER, app);
    }
    return new Login(headers, secrets);
  }

  /**
   * The headers that a login with these credentials fills. A ticket may also need the application's
   * secret.
   */
  static List<String> headers(Credentials credentials) {
    return credentials.get(APP_TOKEN) == null ? List.of(HEADER) : List.of(HEADER, APP_HEADER);
  }

  static Credentials withTicket(Credentials credentials, String ticket) {
    Fields fields = credentials.fields().with(TICKET, ticket);
    return new Credentials(fields);
  }

  private static Field<String> scheme(String name) {
    return new Field<>("scheme", new FieldType.Word(List.of(name), name))
        .labelled("Sign-in", "How calls sign in: " + name + ".", API_HELP);
  }

  private static Shape shape(List<Field<?>> fields) {
    return Shape.of(fields, fields.stream().map(PresenceRule.Required::new).toArray(Rule[]::new));
  }
}
