package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Set;

/**
 * The credentials of a connection: a user of an account at Webfleet, and the API key of the
 * integration.
 */
final class WebfleetCredentials {
  private static final FormFields FORM =
      new FormFields("https://www.webfleet.com/static/help/webfleet-connect/en_gb/index.html");

  static final Field<String> ACCOUNT =
      FORM.text("account", 255, "Account").described("The name of the Webfleet account.");

  static final Field<String> USERNAME =
      FORM.matching("username", "^[\\x20-\\x39\\x3b-\\x7e]+$", 255, "User name")
          .described("A user of the account; one call of a user is made at a time.");

  static final Field<String> PASSWORD =
      FORM.line("password", 500, "Password").described("The user's password.");

  static final Field<String> API_KEY =
      FORM.text("api_key", 500, "API key")
          .described("The key that Webfleet gave for WEBFLEET.connect.");

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(
          List.of(ACCOUNT, USERNAME, PASSWORD, API_KEY), Set.of(PASSWORD, API_KEY));

  static final HeaderLogins LOGINS =
      HeaderLogins.by(SCHEMA, Header.basic(USERNAME, PASSWORD)).needing(ACCOUNT, API_KEY);

  private WebfleetCredentials() {}
}
