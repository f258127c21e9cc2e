package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.FieldType;
import dev.gladhand.domain.payload.FieldTypes;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.payload.Shape;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.tsp.kit.Login;
import dev.gladhand.tsp.kit.Secrets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An organization's token, or an OAuth client with the refresh token that it got from the fleet.
 */
final class SamsaraCredentials {
  private static final FieldType<String> TOKEN =
      new FieldType.Text(1, 8000, Pattern.compile("^[\\x21-\\x7e]+$"));

  static final Field<String> API_TOKEN =
      new Field<>("api_token", TOKEN)
          .labelled(
              "API token",
              "A token from Samsara's dashboard that may write what the connection writes.");
  static final Field<String> CLIENT_ID =
      new Field<>("client_id", TOKEN).labelled("Client id", "The OAuth 2 application's client id.");
  static final Field<String> CLIENT_SECRET =
      new Field<>("client_secret", TOKEN)
          .labelled("Client secret", "The OAuth 2 application's secret.");
  static final Field<String> REFRESH_TOKEN =
      new Field<>("refresh_token", TOKEN)
          .labelled(
              "Refresh token",
              "The refresh token that Samsara gave; the gateway replaces it at each renewal.");

  /** Kept by the gateway between renewals. */
  static final Field<String> ACCESS_TOKEN =
      new Field<>("access_token", TOKEN)
          .labelled("Access token", "Kept by the gateway between renewals; may be left out.");

  static final Field<Instant> EXPIRES_AT =
      new Field<>("expires_at", FieldTypes.MOMENT)
          .labelled("Expires at", "When the access token expires; may be left out.");

  static final CredentialsSchema SCHEMA =
      new CredentialsSchema(
          List.of(
              Shape.of(List.of(API_TOKEN), new Rule.Required(API_TOKEN)),
              Shape.of(
                  List.of(CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN, ACCESS_TOKEN, EXPIRES_AT),
                  new Rule.Required(CLIENT_ID),
                  new Rule.Required(CLIENT_SECRET),
                  new Rule.Required(REFRESH_TOKEN))),
          Set.of(API_TOKEN, CLIENT_SECRET, REFRESH_TOKEN, ACCESS_TOKEN),
          Set.of(ACCESS_TOKEN, EXPIRES_AT),
          // By the operator's application, which is kept apart.
          List.of(
              Shape.of(
                  List.of(REFRESH_TOKEN, ACCESS_TOKEN, EXPIRES_AT),
                  new Rule.Required(REFRESH_TOKEN),
                  new Rule.Required(ACCESS_TOKEN))));

  /** What a login fills. */
  static final List<String> HEADERS = List.of("Authorization");

  private SamsaraCredentials() {}

  /** The header that a call carries, or null where there is no access token yet. */
  static @Nullable Login login(Credentials credentials) {
    var fixed = credentials.get(API_TOKEN);
    var token = fixed == null ? credentials.get(ACCESS_TOKEN) : fixed;
    return token == null
        ? null
        : new Login(Map.of("Authorization", "Bearer " + token), Secrets.of(SCHEMA, credentials));
  }
}
