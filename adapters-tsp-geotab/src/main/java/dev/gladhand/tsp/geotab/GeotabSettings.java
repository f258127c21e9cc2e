package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.payload.DvirDefect;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a connection to Geotab. */
final class GeotabSettings {
  private static final String HELP = "https://developers.geotab.com/myGeotab/guides/concepts";
  private static final String MESSAGES_HELP =
      "https://developers.geotab.com/myGeotab/apiReference/objects/TextMessage";
  private static final String HOST = "my.geotab.com";
  private static final FieldType<String> ID = new FieldType.Text(1, 100, null);

  /**
   * The group that makes a device a vehicle; a device is in this group or in the one of trailers.
   */
  static final String VEHICLES = "GroupVehicleId";

  static final String TRAILERS = "GroupTrailerId";

  static final Field<List<String>> GROUPS =
      new Field<>("groups", new CompoundType.Many<>(ID, 1, 100, true))
          .labelled(
              "Groups",
              "Ids of the company groups of created records; the default is GroupCompanyId.",
              HELP);

  static final Field<String> MESSAGE_TARGET =
      new Field<>(
              "message_target",
              new FieldType.Word(List.of("recipient", "device"), "one of recipient, device"))
          .labelled(
              "Target of messages",
              "Whether the recipients of messages are users of Geotab, or devices that show them.",
              MESSAGES_HELP);

  static final Field<Boolean> IMPERSONATE_SENDER =
      new Field<>("impersonate_sender", new FieldType.Flag())
          .labelled(
              "Send as the sender",
              "Whether messages come from their sender: the account needs the clearance"
                  + " ImpersonateGpsTextMessage. Otherwise they come from the account itself.",
              MESSAGES_HELP);

  static final Field<Boolean> UNTRACKED_VEHICLES =
      new Field<>("untracked_vehicles", FieldTypes.FLAG)
          .labelled(
              "Vehicles without a device",
              "Whether vehicles may be created without eld_serial_number, the serial number of"
                  + " their tracking device.",
              HELP);

  private static final Field<String> DEFECT_LIST =
      new Field<>("defect_list", ID)
          .labelled("Defect list", "The id of the defect list that the fleet uses.", HELP);
  private static final Field<Fields> DEFECTS =
      new Field<>(
              "defects",
              new CompoundType.Nested(
                  Shape.of(Stream.of(DvirDefect.values()).map(GeotabSettings::defect).toList())))
          .labelled("Defects", "The fleet's defect id for each defect of the gateway.", HELP);

  static final Field<Fields> DVIR =
      new Field<>(
              "dvir",
              new CompoundType.Nested(
                  Shape.of(List.of(DEFECT_LIST, DEFECTS), new PresenceRule.Required(DEFECT_LIST))))
          .labelled(
              "Inspections",
              "The fleet's defect list and its defects; without it inspections are not supported.",
              HELP);

  static final SettingsSchema SCHEMA =
      new SettingsSchema(
          Shape.of(
              List.of(
                  Settings.BASE_URL.helpedBy(HELP),
                  GROUPS,
                  MESSAGE_TARGET,
                  IMPERSONATE_SENDER,
                  UNTRACKED_VEHICLES,
                  DVIR)),
          Set.of(HOST, "*.geotab.com"));

  private GeotabSettings() {}

  private static Field<String> defect(DvirDefect word) {
    return new Field<>(word.wire(), ID);
  }

  /** The base URL of calls that need no session. */
  static String base(Settings settings) {
    return Addresses.base(settings, HOST);
  }

  /**
   * The base URL of calls with a session on this host. Null if the host is neither one of Geotab,
   * nor the one in the settings, nor one that the operator allows.
   */
  static @Nullable String base(Settings settings, String host, Predicate<URI> allowed) {
    if (!host.matches("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
      return null;
    }
    var own = URI.create(base(settings));
    var there = URI.create(own.getScheme() + "://" + host);
    return SCHEMA.ownsHost(there) || host.equals(own.getAuthority()) || allowed.test(there)
        ? there.toString()
        : null;
  }

  static boolean toDevices(Settings settings) {
    return "device".equals(settings.get(MESSAGE_TARGET));
  }

  /** The company groups in the form of a body. */
  static List<Map<String, String>> groups(Settings settings) {
    return settings.getOr(GROUPS, List.of("GroupCompanyId")).stream()
        .map(GeotabApi::reference)
        .toList();
  }

  /** The company groups, and the group that makes the device a vehicle or a trailer. */
  static List<Map<String, String>> groups(Settings settings, String kind) {
    var groups = new ArrayList<>(groups(settings));
    groups.removeAll(List.of(GeotabApi.reference(VEHICLES), GeotabApi.reference(TRAILERS)));
    groups.add(GeotabApi.reference(kind));
    return groups;
  }

  static boolean hasInspections(Settings settings) {
    return settings.get(DVIR) != null;
  }

  static String defectList(Settings settings) {
    return String.valueOf(settings.getOr(DVIR, Fields.NONE).get(DEFECT_LIST));
  }

  /** The fleet's id of a defect, or null if the settings name none. */
  static @Nullable String defectId(Settings settings, DvirDefect word) {
    var defects = settings.getOr(DVIR, Fields.NONE).get(DEFECTS);
    return defects == null ? null : defects.get(defect(word));
  }

  /** The defects for which the settings name an id of the fleet. */
  static Set<String> defects(Settings settings) {
    return Stream.of(DvirDefect.values())
        .filter(word -> defectId(settings, word) != null)
        .map(DvirDefect::wire)
        .collect(Collectors.toSet());
  }
}
