package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Set;

/**
 * The four kinds of credentials: user and password (on site only), a ticket, a bearer token, and a
 * system user, whose ticket is renewed with a signed token.
 */
final class SuperOfficeCredentials {
  private static final FormFields FORM =
      new FormFields(
          "https://docs.superoffice.com/en/authentication/online/auth-application/system-user-flow.html");
  private static final FormFields API =
      new FormFields("https://docs.superoffice.com/en/authentication/online/api");

  static final Field<String> USERNAME =
      API.matching("username", "^[^:]+$", 500, "User name")
          .described("The user who signs in at an on-site installation.");

  /**
   * The password of a user on site; it is sent in Base64, so any character is allowed that is not a
   * control character.
   */
  static final Field<String> PASSWORD =
      API.line("password", 2000, "Password").described("The user's password.");

  static final Field<String> TICKET =
      FORM.token("ticket", 8000, "Ticket")
          .described("A SuperOffice ticket; the gateway keeps the one of a system user here.");

  static final Field<String> APP_TOKEN =
      FORM.token("app_token", 2000, "Application token")
          .described("The secret of the application that is registered with SuperOffice.");

  static final Field<String> ACCESS_TOKEN =
      API.token("access_token", 16000, "Access token").described("A bearer token.");

  static final Field<String> SYSTEM_TOKEN =
      FORM.text("system_user_token", 2000, "System user token")
          .described(
              "The token by which the tenant has consented to the application's system user.");

  /** The application's RSA key in PEM, which signs the token of a system user. */
  static final Field<String> PRIVATE_KEY =
      FORM.matching(
              "private_key",
              "-----BEGIN [A-Z ]*PRIVATE KEY-----[A-Za-z0-9+/=\\s]+-----END ",
              20000,
              "Private key")
          .described("The application's RSA key in PEM, which signs the system user token.");

  private static final Field<String> BASIC = scheme("basic");
  private static final Field<String> WITH_TICKET = scheme("ticket");
  private static final Field<String> BEARER = scheme("bearer");
  private static final Field<String> SYSTEM_USER = scheme("system_user");

  static final CredentialsSchema SCHEMA =
      new CredentialsSchema(
          List.of(
              shape(List.of(BASIC, USERNAME, PASSWORD)),
              shape(List.of(WITH_TICKET, TICKET), APP_TOKEN),
              shape(List.of(BEARER, ACCESS_TOKEN)),
              shape(List.of(SYSTEM_USER, SYSTEM_TOKEN, APP_TOKEN, PRIVATE_KEY), TICKET)),
          Set.of(PASSWORD, TICKET, APP_TOKEN, ACCESS_TOKEN, SYSTEM_TOKEN, PRIVATE_KEY),
          Set.of(TICKET));

  static final HeaderLogins LOGINS =
      HeaderLogins.by(SCHEMA, Header.basic(USERNAME, PASSWORD))
          .or(Header.of("Authorization", "Bearer ", ACCESS_TOKEN))
          .or(
              Header.of("Authorization", "SOTicket ", TICKET),
              Header.of("SO-AppToken", "", APP_TOKEN).optional());

  private SuperOfficeCredentials() {}

  static boolean isSystemUser(Credentials credentials) {
    return "system_user".equals(credentials.get(SYSTEM_USER));
  }

  private static Field<String> scheme(String name) {
    return API.of("scheme", new FieldType.Word(List.of(name), name), "Sign-in")
        .described("How calls sign in: " + name + ".");
  }

  /** The fields of one kind of credentials: some required, the others optional. */
  private static Shape shape(List<Field<?>> required, Field<?>... others) {
    var rules = required.stream().map(PresenceRule.Required::new).toArray(Rule[]::new);
    return Shape.of(required, rules).plus(List.of(others));
  }
}
