package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import dev.gladhand.tsp.kit.form.FormFields;
import dev.gladhand.tsp.kit.login.OauthCredentials;

/**
 * The credentials of a connection: the key of an account at Motive, or an OAuth client with its
 * refresh token.
 */
final class MotiveCredentials {
  private static final FormFields FORM =
      new FormFields(
          "https://helpcenter.gomotive.com/hc/en-us/articles/6175683074845-How-to-Create-an-API-Key");

  static final Field<String> API_KEY =
      FORM.token("api_key", 8000, "API key")
          .described("The API key of the company's account at Motive.");

  static final CredentialsSchema SCHEMA =
      OauthCredentials.or(API_KEY, "https://developer.gomotive.com/docs/generate-an-oauth-token");

  static final HeaderLogins LOGINS =
      HeaderLogins.by(SCHEMA, Header.of("X-Api-Key", "", API_KEY)).or(OauthCredentials.BEARER);

  private MotiveCredentials() {}
}
