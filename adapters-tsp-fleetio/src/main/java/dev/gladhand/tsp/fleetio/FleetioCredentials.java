package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Set;

/** The credentials of a connection: a user's API key and the token of the account. */
final class FleetioCredentials {
  private static final FormFields FORM =
      new FormFields("https://developer.fleetio.com/docs/overview/quick-start");

  static final Field<String> API_TOKEN =
      FORM.token("api_token", 2000, "API token")
          .described("The API key of a Fleetio user; the user's role limits it.");

  static final Field<String> ACCOUNT_TOKEN =
      FORM.token("account_token", 2000, "Account token")
          .described("The token of the account in which records are written.");

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(
          List.of(API_TOKEN, ACCOUNT_TOKEN), Set.of(API_TOKEN, ACCOUNT_TOKEN));

  static final HeaderLogins LOGINS =
      HeaderLogins.by(
          SCHEMA,
          Header.of("Authorization", "Token ", API_TOKEN),
          Header.of("Account-Token", "", ACCOUNT_TOKEN));

  private FleetioCredentials() {}
}
