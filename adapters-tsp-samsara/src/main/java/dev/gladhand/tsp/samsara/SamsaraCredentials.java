package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import dev.gladhand.tsp.kit.form.FormFields;
import dev.gladhand.tsp.kit.login.OauthCredentials;

/**
 * The credentials of a connection: an organization's token, or an OAuth client with the refresh
 * token that it got for the fleet.
 */
final class SamsaraCredentials {
  private static final FormFields FORM =
      new FormFields(
          "https://kb.samsara.com/hc/en-us/articles/360043860111-Get-Started-with-the-Samsara-API");

  static final Field<String> API_TOKEN =
      FORM.token("api_token", 8000, "API token")
          .described("A token from Samsara's dashboard that may write what the connection writes.");

  static final CredentialsSchema SCHEMA =
      OauthCredentials.or(API_TOKEN, "https://developers.samsara.com/docs/oauth-20");

  static final HeaderLogins LOGINS =
      HeaderLogins.by(SCHEMA, Header.of("Authorization", "Bearer ", API_TOKEN))
          .or(OauthCredentials.BEARER);

  private SamsaraCredentials() {}
}
