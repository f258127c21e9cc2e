package dev.gladhand.tsp.kit.login;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.tsp.kit.call.HeaderLogins.Header;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The credentials of an OAuth 2 client: its id and secret, and the tokens that it got for a fleet.
 */
public final class OauthCredentials {
  /** A text that can stand in one line of a header's value. */
  public static final FieldType<String> TOKEN =
      new FieldType.Text(1, 8000, Pattern.compile("^[\\x21-\\x7e]+$"));

  public static final Field<String> CLIENT_ID =
      new Field<>("client_id", TOKEN).labelled("Client id", "The OAuth 2 application's client id.");
  public static final Field<String> CLIENT_SECRET =
      new Field<>("client_secret", TOKEN)
          .labelled("Client secret", "The OAuth 2 application's secret.");
  public static final Field<String> REFRESH_TOKEN =
      new Field<>("refresh_token", TOKEN)
          .labelled(
              "Refresh token",
              "The refresh token that the provider gave; the gateway replaces it at each renewal.");
  public static final Field<String> ACCESS_TOKEN =
      new Field<>("access_token", TOKEN)
          .labelled("Access token", "Kept by the gateway between renewals; may be left out.");
  public static final Field<Instant> EXPIRES_AT =
      new Field<>("expires_at", FieldTypes.MOMENT)
          .labelled("Expires at", "When the access token expires; may be left out.");

  /** The {@code Authorization} header of a login, which contains the access token. */
  public static final Header BEARER = Header.of("Authorization", "Bearer ", ACCESS_TOKEN);

  private OauthCredentials() {}

  /**
   * The schema of credentials of one of three kinds: a key that a person has entered, an OAuth
   * client of the fleet with its tokens, or the tokens of a sign-in through the operator's
   * application.
   *
   * @param help the address of a page that explains how to register a client
   */
  public static CredentialsSchema or(Field<String> key, String help) {
    var access = ACCESS_TOKEN.helpedBy(help);
    var refresh = REFRESH_TOKEN.helpedBy(help);
    var until = EXPIRES_AT.helpedBy(help);
    return new CredentialsSchema(
        List.of(
            Shape.of(List.of(key), new PresenceRule.Required(key)),
            Shape.of(
                List.of(
                    CLIENT_ID.helpedBy(help), CLIENT_SECRET.helpedBy(help), refresh, access, until),
                new PresenceRule.Required(CLIENT_ID),
                new PresenceRule.Required(CLIENT_SECRET),
                new PresenceRule.Required(REFRESH_TOKEN))),
        Set.of(key, CLIENT_SECRET, REFRESH_TOKEN, ACCESS_TOKEN),
        Set.of(ACCESS_TOKEN, EXPIRES_AT),
        List.of(
            Shape.of(
                List.of(refresh, access, until),
                new PresenceRule.Required(REFRESH_TOKEN),
                new PresenceRule.Required(ACCESS_TOKEN))));
  }
}
