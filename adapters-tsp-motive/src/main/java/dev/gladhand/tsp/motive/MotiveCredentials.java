package dev.gladhand.tsp.motive;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.login.OauthCredentials;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a connection: the key of an account at Motive, or an OAuth client with its
 * refresh token.
 */
final class MotiveCredentials {
  private static final String KEY_HEADER = "X-Api-Key";
  private static final String TOKEN_HEADER = "Authorization";

  static final Field<String> API_KEY =
      new Field<>("api_key", OauthCredentials.TOKEN)
          .labelled(
              "API key",
              "The API key of the company's account at Motive.",
              "https://helpcenter.gomotive.com/hc/en-us/articles/6175683074845-How-to-Create-an-API-Key");

  static final CredentialsSchema SCHEMA =
      OauthCredentials.or(API_KEY, "https://developer.gomotive.com/docs/generate-an-oauth-token");

  /** The headers that a login with a key fills. */
  static final List<String> HEADERS = List.of(KEY_HEADER);

  private MotiveCredentials() {}

  /** The headers that a login with these credentials fills. */
  static List<String> headers(Credentials credentials) {
    return credentials.get(API_KEY) == null ? List.of(TOKEN_HEADER) : HEADERS;
  }

  /** The login of a call, or null if there are no usable credentials yet. */
  static @Nullable Login login(Credentials credentials) {
    var secrets = Secrets.of(SCHEMA, credentials);
    var key = credentials.get(API_KEY);
    if (key != null) {
      return new Login(Map.of(KEY_HEADER, key), secrets);
    }
    var value = OauthCredentials.bearer(credentials);
    return value == null ? null : new Login(Map.of(TOKEN_HEADER, value), secrets);
  }
}
