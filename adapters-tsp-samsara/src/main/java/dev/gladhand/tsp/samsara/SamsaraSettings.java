package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.form.FormFields;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings of a connection to Samsara. */
final class SamsaraSettings {
  private static final FormFields FORM =
      new FormFields("https://developers.samsara.com/reference/overview");
  private static final FormFields MAKE =
      new FormFields("https://developers.samsara.com/reference/createasset");
  private static final FormFields TAGS =
      new FormFields("https://developers.samsara.com/docs/authentication");
  private static final FormFields IDS =
      new FormFields("https://developers.samsara.com/docs/external-ids");
  private static final Map<String, String> REGIONS =
      Map.of(
          "us", "https://api.samsara.com",
          "eu", "https://api.eu.samsara.com",
          "ca", "https://api.ca.samsara.com");
  private static final FieldType<String> NUMBER =
      new FieldType.Text(1, 18, Pattern.compile("^[0-9]{1,18}$"));
  private static final String ROLE = "^[A-Za-z0-9-]+$";

  /** The region of Samsara's host, used if no base URL is given. */
  static final Field<String> REGION =
      FORM.word("region", List.of("us", "eu", "ca"), "Region")
          .described("The Samsara cloud of the fleet: us, eu or ca.");

  /**
   * Tags that are set on every record that is written. A token that is scoped by tags needs them.
   */
  static final Field<List<String>> TAG_IDS =
      TAGS.of("tag_ids", new CompoundType.Many<>(NUMBER, 0, 100, true), "Tags")
          .described(
              "Ids of tags that are set on every written record; tokens that are scoped by tags need them.");

  /** The key of the external ids that the gateway sets. */
  static final Field<String> EXTERNAL_ID_KEY =
      IDS.matching("external_id_key", "^[A-Za-z0-9_-]{1,32}$", 32, "External id key")
          .described("The key of the external ids that the gateway sets; the default is gladhand.");

  /** Whether vehicles may be created. Samsara creates them through its assets. */
  static final Field<Boolean> VEHICLE_CREATE_AS_ASSET =
      MAKE.flag("vehicle_create_as_asset", "Create vehicles as assets")
          .described("Whether vehicles may be created; Samsara creates them through its assets.");

  /**
   * The dashboard user who becomes the author of a driver's inspections, by the driver's id at
   * Samsara.
   */
  static final Field<Map<String, String>> DVIR_AUTHORS =
      FORM.of("dvir_authors", new CompoundType.Mapping<>(NUMBER, 10_000), "Inspection authors")
          .described(
              "The dashboard user who is the author of each driver's inspections, by the driver's id.");

  /** The role of users who are not drivers, unless {@link #USER_ROLES} names another. */
  static final Field<String> USER_ROLE_ID =
      FORM.matching("user_role_id", ROLE, 100, "User role")
          .described("The role of users who are not drivers.");

  /** The roles of users who are not drivers, by designation. */
  static final Field<Map<String, String>> USER_ROLES =
      FORM.of(
              "user_roles",
              new CompoundType.Mapping<>(new FieldType.Text(1, 100, Pattern.compile(ROLE)), 1000),
              "User roles")
          .described("The role of users who are not drivers, by their designation.");

  /** How users who are not drivers sign in. */
  static final Field<String> USER_AUTH_TYPE =
      FORM.word("user_auth_type", List.of("default", "saml"), "User sign-in")
          .described("How users who are not drivers sign in: default or saml.");

  static final SettingsSchema SCHEMA =
      FORM.settings(
          Set.of("api.samsara.com", "api.eu.samsara.com", "api.ca.samsara.com"),
          List.of(
              REGION,
              TAG_IDS,
              EXTERNAL_ID_KEY,
              VEHICLE_CREATE_AS_ASSET,
              DVIR_AUTHORS,
              USER_ROLE_ID,
              USER_ROLES,
              USER_AUTH_TYPE));

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
