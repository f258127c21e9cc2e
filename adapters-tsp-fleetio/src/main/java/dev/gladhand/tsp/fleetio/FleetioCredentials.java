package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.Secrets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The credentials of a connection: a user's API key and the token of the account. */
final class FleetioCredentials {
  private static final String HELP = "https://developer.fleetio.com/docs/overview/quick-start";
  private static final FieldType<String> TOKEN =
      new FieldType.Text(1, 2000, Pattern.compile("^[\\x21-\\x7e]+$"));

  static final Field<String> API_TOKEN =
      new Field<>("api_token", TOKEN)
          .labelled("API token", "The API key of a Fleetio user; the user's role limits it.", HELP);
  static final Field<String> ACCOUNT_TOKEN =
      new Field<>("account_token", TOKEN)
          .labelled(
              "Account token", "The token of the account in which records are written.", HELP);

  static final CredentialsSchema SCHEMA =
      CredentialsSchema.required(
          List.of(API_TOKEN, ACCOUNT_TOKEN), Set.of(API_TOKEN, ACCOUNT_TOKEN));

  static final List<String> HEADERS = List.of("Authorization", "Account-Token");

  private FleetioCredentials() {}

  /** The login of a call, or null if there are no credentials. */
  static @Nullable Login login(Credentials credentials) {
    var token = credentials.get(API_TOKEN);
    var account = credentials.get(ACCOUNT_TOKEN);
    if (token == null || account == null) {
      return null;
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("Authorization", "Token " + token);
    headers.put("Account-Token", account);
    return new Login(headers, Secrets.of(SCHEMA, credentials));
  }
}
