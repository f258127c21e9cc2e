package dev.gladhand.tsp.samsara;

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
 * The credentials of a connection: an organization's token, or an OAuth client with the refresh
 * token that it got for the fleet.
 */
final class SamsaraCredentials {
  static final Field<String> API_TOKEN =
      new Field<>("api_token", OauthCredentials.TOKEN)
          .labelled(
              "API token",
              "A token from Samsara's dashboard that may write what the connection writes.",
              "https://kb.samsara.com/hc/en-us/articles/360043860111-Get-Started-with-the-Samsara-API");

  static final CredentialsSchema SCHEMA =
      OauthCredentials.or(API_TOKEN, "https://developers.samsara.com/docs/oauth-20");

  /** The headers that a login fills. */
  static final List<String> HEADERS = List.of("Authorization");

  private SamsaraCredentials() {}

  /** The login of a call, or null if there is no access token yet. */
  static @Nullable Login login(Credentials credentials) {
    var fixed = credentials.get(API_TOKEN);
    var value = fixed == null ? OauthCredentials.bearer(credentials) : "Bearer " + fixed;
    return value == null
        ? null
        : new Login(Map.of("Authorization", value), Secrets.of(SCHEMA, credentials));
  }
}
