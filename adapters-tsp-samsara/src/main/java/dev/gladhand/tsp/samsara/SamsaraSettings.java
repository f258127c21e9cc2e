package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a connection to Samsara. */
final class SamsaraSettings {
  private static final String HELP = "https://developers.samsara.com/reference/overview";
  private static final String ASSETS_HELP = "https://developers.samsara.com/reference/createasset";
  private static final String TAGS_HELP = "https://developers.samsara.com/docs/authentication";
  private static final String EXTERNAL_IDS_HELP =
      "https://developers.samsara.com/docs/external-ids";
  private static final Map<String, String> REGIONS =
      Map.of(
          "us", "https://api.samsara.com",
          "eu", "https://api.eu.samsara.com",
          "ca", "https://api.ca.samsara.com");
  private static final Pattern DIGITS = Pattern.compile("^[0-9]{1,18}$");

  /** The region of Samsara's host, used if no base URL is given. */
  static final Field<String> REGION =
      new Field<>("region", new FieldType.Word(List.of("us", "eu", "ca"), "one of us, eu, ca"))
          .labelled("Region", "The Samsara cloud of the fleet: us, eu or ca.", HELP);

  /**
   * Tags that are set on every record that is written. A token that is scoped by tags needs them.
   */
  static final Field<List<String>> TAG_IDS =
      new Field<>(
              "tag_ids", new CompoundType.Many<>(new FieldType.Text(1, 18, DIGITS), 0, 100, true))
          .labelled(
              "Tags",
              "Ids of tags that are set on every written record; tokens that are scoped by tags need them.",
              TAGS_HELP);

  /** The key of the external ids that the gateway sets. */
  static final Field<String> EXTERNAL_ID_KEY =
      new Field<>(
              "external_id_key",
              new FieldType.Text(1, 32, Pattern.compile("^[A-Za-z0-9_-]{1,32}$")))
          .labelled(
              "External id key",
              "The key of the external ids that the gateway sets; the default is gladhand.",
              EXTERNAL_IDS_HELP);

  /** Whether vehicles may be created. Samsara creates them through its assets. */
  static final Field<Boolean> VEHICLE_CREATE_AS_ASSET =
      new Field<>("vehicle_create_as_asset", FieldTypes.FLAG)
          .labelled(
              "Create vehicles as assets",
              "Whether vehicles may be created; Samsara creates them through its assets.",
              ASSETS_HELP);

  /**
   * The dashboard user who becomes the author of a driver's inspections, by the driver's id at
   * Samsara.
   */
  static final Field<Map<String, String>> DVIR_AUTHORS =
      new Field<>(
              "dvir_authors", new CompoundType.Mapping<>(new FieldType.Text(1, 18, DIGITS), 10_000))
          .labelled(
              "Inspection authors",
              "The dashboard user who is the author of each driver's inspections, by the driver's id.",
              HELP);

  /** The role of users who are not drivers, unless {@link #USER_ROLES} names another. */
  static final Field<String> USER_ROLE_ID =
      new Field<>("user_role_id", new FieldType.Text(1, 100, Pattern.compile("^[A-Za-z0-9-]+$")))
          .labelled("User role", "The role of users who are not drivers.", HELP);

  /** The roles of users who are not drivers, by designation. */
  static final Field<Map<String, String>> USER_ROLES =
      new Field<>(
              "user_roles",
              new CompoundType.Mapping<>(
                  new FieldType.Text(1, 100, Pattern.compile("^[A-Za-z0-9-]+$")), 1000))
          .labelled(
              "User roles", "The role of users who are not drivers, by their designation.", HELP);

  /** How users who are not drivers sign in. */
  static final Field<String> USER_AUTH_TYPE =
      new Field<>(
              "user_auth_type", new FieldType.Word(List.of("default", "saml"), "default or saml"))
          .labelled(
              "User sign-in", "How users who are not drivers sign in: default or saml.", HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(
              List.of(
                  Settings.BASE_URL.helpedBy(HELP),
                  REGION,
                  TAG_IDS,
                  EXTERNAL_ID_KEY,
                  VEHICLE_CREATE_AS_ASSET,
                  DVIR_AUTHORS,
                  USER_ROLE_ID,
                  USER_ROLES,
                  USER_AUTH_TYPE)),
          Set.of("api.samsara.com", "api.eu.samsara.com", "api.ca.samsara.com"));

  private SamsaraSettings() {}

  /** The base URL of calls, without a slash at the end. */
  static String base(Settings settings) {
    var given = settings.get(Settings.BASE_URL);
    if (given != null) {
      return Addresses.trimmed(given);
    }
    return String.valueOf(REGIONS.get(settings.getOr(REGION, "us")));
  }

  static String externalIdKey(Settings settings) {
    return settings.getOr(EXTERNAL_ID_KEY, "gladhand");
  }

  static List<String> tagIds(Settings settings) {
    return settings.getOr(TAG_IDS, List.of());
  }
}
