package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.payload.DvirDefect;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.body.Addresses;
import dev.gladhand.tsp.kit.form.FormFields;
import dev.gladhand.tsp.kit.form.WordMap;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The settings of a connection to Geotab. */
final class GeotabSettings {
  private static final FormFields FORM =
      new FormFields("https://developers.geotab.com/myGeotab/guides/concepts");
  private static final FormFields TEXT =
      new FormFields("https://developers.geotab.com/myGeotab/apiReference/objects/TextMessage");
  private static final String HOST = "my.geotab.com";
  private static final FieldType<String> ID = new FieldType.Text(1, 100, null);
  private static final int MOST_DRIVERS = 10_000;

  static final Field<List<String>> GROUPS =
      FORM.of("groups", new CompoundType.Many<>(ID, 1, 100, true), "Groups")
          .described(
              "Ids of the company groups of created records; the default is GroupCompanyId.");

  private static final Field<String> MESSAGE_TARGET =
      TEXT.word(
              "message_target",
              List.of("recipient", "device", "driver_device"),
              "Target of messages")
          .described(
              "Whether messages go to their recipients, which are users of Geotab, or to devices:"
                  + " the recipients themselves, or the devices of drivers.");

  private static final Field<Map<String, String>> DRIVER_DEVICES =
      TEXT.of("driver_devices", new CompoundType.Mapping<>(ID, MOST_DRIVERS), "Drivers' devices")
          .described(
              "With message_target driver_device: the device of a driver's messages, by the ids of"
                  + " both. For other drivers it is the device that they are assigned to.");

  static final Field<Boolean> IMPERSONATE_SENDER =
      TEXT.flag("impersonate_sender", "Send as the sender")
          .described(
              "Whether messages come from their sender: the account needs the clearance"
                  + " ImpersonateGpsTextMessage. Otherwise they come from the account itself.");

  static final Field<Boolean> UNTRACKED_VEHICLES =
      FORM.flag("untracked_vehicles", "Vehicles without a device")
          .described(
              "Whether vehicles may be created without eld_serial_number, the serial number of"
                  + " their tracking device.");

  private static final Field<String> DEFECT_LIST =
      FORM.of("defect_list", ID, "Defect list")
          .described("The id of the defect list that the fleet uses.");
  private static final WordMap<DvirDefect, String> DEFECT_IDS = new WordMap<>(DvirDefect.class, ID);
  private static final Field<Fields> DEFECTS =
      FORM.of("defects", DEFECT_IDS.type(), "Defects")
          .described("The fleet's defect id for each defect of the gateway.");

  private static final Field<Fields> DVIR =
      FORM.of(
              "dvir",
              new CompoundType.Nested(
                  Shape.of(List.of(DEFECT_LIST, DEFECTS), new PresenceRule.Required(DEFECT_LIST))),
              "Inspections")
          .described(
              "The fleet's defect list and its defects; without it inspections are not supported.");

  static final SettingsSchema SCHEMA =
      FORM.settings(
          Set.of(HOST, "*.geotab.com"),
          List.of(
              GROUPS, MESSAGE_TARGET, DRIVER_DEVICES, IMPERSONATE_SENDER, UNTRACKED_VEHICLES, DVIR),
          new Rule.Unless(
              MESSAGE_TARGET,
              "driver_device",
              List.of(
                  new PresenceRule.Refused(
                      DRIVER_DEVICES, "is used with message_target driver_device only"))));

  private GeotabSettings() {}

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

  /** The member of a message's body that names where the message goes. */
  static String target(Settings settings) {
    return isToDevices(settings) || isToDriverDevices(settings) ? "device" : "recipient";
  }

  /** Whether the recipients of messages are devices, not users. */
  static boolean isToDevices(Settings settings) {
    return "device".equals(settings.get(MESSAGE_TARGET));
  }

  /** Whether a message to a driver goes to the driver's device. */
  static boolean isToDriverDevices(Settings settings) {
    return "driver_device".equals(settings.get(MESSAGE_TARGET));
  }

  /** The device that the settings name for a driver, or null. */
  static @Nullable String driverDevice(Settings settings, String driver) {
    return settings.getOr(DRIVER_DEVICES, Map.of()).get(driver);
  }

  /** The company groups that the settings name, in the form in which a body contains them. */
  static List<Map<String, String>> groups(Settings settings) {
    return settings.getOr(GROUPS, List.of("GroupCompanyId")).stream()
        .map(GeotabApi::reference)
        .toList();
  }

  static boolean hasInspections(Settings settings) {
    return settings.get(DVIR) != null;
  }

  static String defectList(Settings settings) {
    return String.valueOf(settings.getOr(DVIR, Fields.NONE).get(DEFECT_LIST));
  }

  /** The id that a defect has at the fleet, for each defect for which the settings give one. */
  static Map<DvirDefect, String> defects(Settings settings) {
    return DEFECT_IDS.values(settings.getOr(DVIR, Fields.NONE).get(DEFECTS));
  }
}
