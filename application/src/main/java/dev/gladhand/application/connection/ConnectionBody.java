package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Origin;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Change;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that create or change a connection, and finds all faults of a body at once. */
public final class ConnectionBody {
  static final Field<String> SOURCE_NAME =
      new Field<>("source_name", new FieldType.Text(1, 63, null));
  static final Field<String> FLEET_REF = new Field<>("fleet_ref", new FieldType.Text(1, 255, null));
  static final Field<String> DESCRIPTION = new Field<>("description", FieldTypes.TEXT);
  static final Field<Fields> PERMISSIONS =
      new Field<>("permissions", new CompoundType.Nested(Permissions.SHAPE));
  private static final String CREDENTIALS = "credentials";
  private static final String SETTINGS = "settings";
  private static final String WIDER =
      "permits more than the fleet has agreed to; only a new invitation can widen permissions";

  /**
   * The fields of the body that creates a connection, without credentials and settings, whose
   * fields the TSP's adapter declares.
   */
  public static final Shape NEW =
      Shape.of(
          List.of(SOURCE_NAME, FLEET_REF, DESCRIPTION), new PresenceRule.Required(SOURCE_NAME));

  /**
   * The fields of the body that changes a connection, without credentials and settings, whose
   * fields the TSP's adapter declares.
   */
  public static final Shape CHANGED = Shape.of(List.of(FLEET_REF, DESCRIPTION, PERMISSIONS));

  private final Adapters adapters;
  private final BaseUrls baseUrls;

  public ConnectionBody(Adapters adapters, OperatorTargets targets) {
    this.adapters = adapters;
    this.baseUrls = new BaseUrls(targets);
  }

  /** A valid new connection. */
  public record Draft(
      TspId tsp,
      @Nullable String fleetRef,
      @Nullable String description,
      Credentials credentials,
      Settings settings) {}

  /** Reads the body that creates a connection. */
  public Answer<Draft> create(Map<String, ? extends @Nullable Object> body) {
    var faults = new Faults();
    var fields = NEW.read(plain(body), faults, false);
    var adapter = adapter(fields, faults);
    var credentials = map(body.get(CREDENTIALS), CREDENTIALS, CredentialsSchema.MASK, faults);
    var settings = map(body.get(SETTINGS), SETTINGS, null, faults);
    if (adapter.isEmpty() || credentials.isEmpty() || settings.isEmpty()) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    var draft =
        new Draft(
            adapter.get().id(),
            fields.get(FLEET_REF),
            fields.get(DESCRIPTION),
            adapter.get().credentials().asked().read(credentials.get(), faults.at(CREDENTIALS)),
            settings(adapter.get(), merged(Map.of(), settings.get(), adapter.get()), faults));
    return faults.none() ? Answer.ok(draft) : Answer.refused(new Refusal.Invalid(faults.list()));
  }

  /**
   * A connection as the partner wants it after the change.
   *
   * @param credentials null if they do not change
   */
  record Wanted(
      @Nullable String fleetRef,
      @Nullable String description,
      @Nullable Permissions permissions,
      Settings settings,
      @Nullable Credentials credentials) {}

  /** Reads the body that changes a connection. */
  Answer<Wanted> change(Connection present, Map<String, ? extends @Nullable Object> body) {
    return adapters
        .find(present.tsp())
        .map(adapter -> change(present, adapter, body))
        .orElseGet(
            () ->
                Answer.refused(
                    new Refusal.NotSupported(
                        "this installation has no adapter for " + present.tsp())));
  }

  private Answer<Wanted> change(
      Connection present, TspAdapter adapter, Map<String, ? extends @Nullable Object> body) {
    var faults = new Faults();
    var fields = CHANGED.read(plain(body), faults, false);
    if (body.isEmpty()) {
      faults.add("", "an update must carry at least one field", "empty_update");
    }
    var credentials = newCredentials(adapter, body, faults);
    var permissions = newPermissions(present.permissions(), fields, faults);
    var settings = newSettings(present.settings(), adapter, body, faults);
    if (faults.none() && credentials == null && goesElsewhere(present, settings, adapter)) {
      faults
          .at(CREDENTIALS)
          .add(
              null,
              "must be sent with this change, because calls would go to another server than the"
                  + " one that the stored ones are for",
              "required");
    }
    if (!faults.none()) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    return Answer.ok(
        new Wanted(
            changed(fields, FLEET_REF, present.fleetRef()),
            changed(fields, DESCRIPTION, present.description()),
            permissions,
            settings,
            credentials));
  }

  /**
   * The permissions after the change; adds a fault if they exceed the present ones, because a
   * partner may give up permissions that the fleet gave but not add any.
   */
  private static @Nullable Permissions newPermissions(
      @Nullable Permissions present, Fields fields, Faults faults) {
    if (fields.change(PERMISSIONS) instanceof Change.Unchanged<Fields>) {
      return present;
    }
    var value = fields.get(PERMISSIONS);
    var wanted = value == null ? null : Permissions.of(value);
    if (present == null) {
      return wanted;
    }
    var here = faults.at(PERMISSIONS.name());
    if (wanted == null) {
      return here.add(null, WIDER, "widened");
    }
    for (var resource : Resource.values()) {
      if (!wanted.within(present, resource)) {
        here.at(resource.wire()).add(wanted.toJson().get(resource.wire()), WIDER, "widened");
      }
    }
    return wanted;
  }

  /** Whether stored secrets would be sent to a server for which they were not given. */
  private static boolean goesElsewhere(Connection present, Settings wanted, TspAdapter adapter) {
    return !Origin.of(adapter.address(wanted))
        .equals(Origin.of(adapter.address(present.settings())));
  }

  /**
   * The credentials of the body; null if it has none. They are replaced as a whole, because old and
   * new secrets cannot be mixed.
   */
  private static @Nullable Credentials newCredentials(
      TspAdapter adapter, Map<String, ? extends @Nullable Object> body, Faults faults) {
    if (!body.containsKey(CREDENTIALS)) {
      return null;
    }
    if (body.get(CREDENTIALS) == null) {
      return faults.at(CREDENTIALS).add(null, "cannot be cleared", "null_not_allowed");
    }
    var wanted = map(body.get(CREDENTIALS), CREDENTIALS, CredentialsSchema.MASK, faults);
    return wanted
        .map(json -> adapter.credentials().asked().read(json, faults.at(CREDENTIALS)))
        .orElse(null);
  }

  private Settings newSettings(
      Settings present,
      TspAdapter adapter,
      Map<String, ? extends @Nullable Object> body,
      Faults faults) {
    if (!body.containsKey(SETTINGS)) {
      return present;
    }
    var value = body.get(SETTINGS);
    var before = value == null ? Map.<String, @Nullable Object>of() : present.fields().toJson();
    return map(value, SETTINGS, null, faults)
        .map(changes -> settings(adapter, merged(before, changes, adapter), faults))
        .orElse(present);
  }

  private Optional<TspAdapter> adapter(Fields fields, Faults faults) {
    var name = fields.get(SOURCE_NAME);
    if (name == null) {
      return Optional.empty();
    }
    var found =
        adapters.all().stream().filter(adapter -> adapter.id().slug().equals(name)).findFirst();
    if (found.isEmpty()) {
      var slugs = adapters.all().stream().map(adapter -> adapter.id().slug()).toList();
      faults.at(SOURCE_NAME.name()).add(name, "must be one of " + String.join(", ", slugs), "enum");
    }
    return found;
  }

  /** Reads and checks settings that come without the other fields of a connection. */
  public Answer<Settings> settings(TspAdapter adapter, Map<String, @Nullable Object> json) {
    var faults = new Faults();
    var settings = settings(adapter, json, faults);
    return faults.none() ? Answer.ok(settings) : Answer.refused(new Refusal.Invalid(faults.list()));
  }

  private Settings settings(TspAdapter adapter, Map<String, @Nullable Object> json, Faults faults) {
    var here = faults.at(SETTINGS);
    var settings = adapter.settings().read(json, here);
    baseUrls.check(settings, adapter.settings(), here);
    return settings;
  }

  /**
   * Merges settings field by field: null clears a setting. A null for an unknown field is kept, so
   * that it is reported as a fault.
   */
  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> before, Map<?, ?> changes, TspAdapter adapter) {
    var shape = adapter.settings().shape();
    var merged = new LinkedHashMap<String, @Nullable Object>(before);
    changes.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          if (value == null && shape.field(name).isPresent()) {
            merged.remove(name);
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }

  private static <T> @Nullable T changed(Fields fields, Field<T> field, @Nullable T present) {
    return fields.change(field) instanceof Change.Unchanged<T> ? present : fields.get(field);
  }

  /** The body without credentials and settings, which cannot be checked before the TSP is known. */
  private static Map<String, @Nullable Object> plain(Map<String, ? extends @Nullable Object> body) {
    var plain = new LinkedHashMap<String, @Nullable Object>(body);
    plain.remove(CREDENTIALS);
    plain.remove(SETTINGS);
    return plain;
  }

  /**
   * A member of the body as an object. Null and absent count as an empty object, so that each
   * missing field in it is reported as a fault.
   *
   * @param shown the text that a fault shows in place of the value; null to show the value
   */
  private static Optional<Map<?, ?>> map(
      @Nullable Object value, String name, @Nullable String shown, Faults faults) {
    if (value == null) {
      return Optional.of(Map.of());
    }
    if (value instanceof Map<?, ?> map) {
      return Optional.of(map);
    }
    faults.at(name).add(shown == null ? value : shown, "must be an object", "object_type");
    return Optional.empty();
  }
}
