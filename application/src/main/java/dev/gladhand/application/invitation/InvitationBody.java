package dev.gladhand.application.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.Adapters;
import dev.gladhand.application.connection.BaseUrls;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.Partners;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.invitation.Terms;
import dev.gladhand.domain.tsp.TspAdapter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body that invites a fleet, and checks that the connection of a reconnect is the
 * partner's. Blocks; throws {@code StoreUnavailable}.
 */
public final class InvitationBody {
  static final Field<String> FLEET_REF = new Field<>("fleet_ref", text(255));
  private static final Field<String> FLEET_NAME = new Field<>("fleet_name", text(255));
  private static final Field<String> FLEET_EMAIL =
      new Field<>(
          "fleet_email", new FieldType.Text(3, 254, Pattern.compile("^[^@\\s]+@[^@\\s]+$")));
  private static final Field<List<String>> LIMIT_TSPS =
      new Field<>("limit_tsps", new CompoundType.Many<>(text(63), 1, 100, true));
  private static final Field<Fields> PERMISSIONS =
      new Field<>("permissions", new CompoundType.Nested(Permissions.SHAPE));
  private static final Field<UUID> CONNECTION_ID = new Field<>("connection_id", new FieldType.Id());
  private static final Field<String> SUCCESS = new Field<>("success_redirect_url", text(2000));
  private static final Field<String> FAILURE = new Field<>("failure_redirect_url", text(2000));
  private static final Field<Integer> HOURS =
      new Field<>("expires_in_hours", new NumberType.Whole(1, 672));
  private static final String SETTINGS = "settings";
  private static final int USUAL_HOURS = 24;

  /** The fields of the body without the settings, whose fields the TSPs' adapters declare. */
  public static final Shape NEW =
      Shape.of(
          List.of(
              FLEET_REF,
              FLEET_NAME,
              FLEET_EMAIL,
              LIMIT_TSPS,
              PERMISSIONS,
              CONNECTION_ID,
              SUCCESS,
              FAILURE,
              HOURS),
          new PresenceRule.Required(FLEET_REF));

  private final Partners partners;
  private final Connections connections;
  private final Adapters adapters;
  private final BaseUrls baseUrls;
  private final WebOrigins origins;

  public InvitationBody(
      Partners partners, Connections connections, Adapters adapters, OperatorTargets targets) {
    this.partners = partners;
    this.connections = connections;
    this.adapters = adapters;
    this.baseUrls = new BaseUrls(targets);
    this.origins = new WebOrigins(targets);
  }

  /** A valid new invitation, and how long its link is valid. */
  record Draft(Terms terms, Duration life) {}

  /** Reads the body that the partner sent. */
  Answer<Draft> read(PartnerId partner, Map<String, ? extends @Nullable Object> body) {
    var registered = partners.find(partner).map(Partners.Partner::redirectOrigins).orElse(Set.of());
    return read(body, registered).flatMap(draft -> withItsConnection(partner, draft));
  }

  /** Checks that the connection of a reconnect is the partner's own. */
  private Answer<Draft> withItsConnection(PartnerId partner, Draft draft) {
    var id = draft.terms().connection();
    return id == null
        ? Answer.ok(draft)
        : ReadConnections.find(connections, partner, id).map(_ -> draft);
  }

  private Answer<Draft> read(Map<String, ? extends @Nullable Object> body, Set<String> registered) {
    var faults = new Faults();
    var plain = new LinkedHashMap<String, @Nullable Object>(body);
    var settings = plain.remove(SETTINGS);
    var fields = NEW.read(plain, faults, false);
    var limits = limits(Objects.requireNonNullElse(fields.get(LIMIT_TSPS), List.of()), faults);
    var fixed = settings(settings, faults.at(SETTINGS));
    checkUrl(SUCCESS, fields, registered, faults);
    checkUrl(FAILURE, fields, registered, faults);
    var fleet = fields.get(FLEET_REF);
    if (!faults.none() || fleet == null) {
      return Answer.refused(new Refusal.Invalid(faults.list()));
    }
    var permissions = fields.get(PERMISSIONS);
    var connection = fields.get(CONNECTION_ID);
    var terms =
        new Terms(
            fleet,
            fields.get(FLEET_NAME),
            fields.get(FLEET_EMAIL),
            limits,
            permissions == null ? null : Permissions.of(permissions),
            connection == null ? null : new ConnectionId(connection),
            fixed,
            fields.get(SUCCESS),
            fields.get(FAILURE));
    var hours = Objects.requireNonNullElse(fields.get(HOURS), USUAL_HOURS);
    return Answer.ok(new Draft(terms, Duration.ofHours(hours)));
  }

  private List<TspId> limits(List<String> slugs, Faults faults) {
    var limits = new ArrayList<TspId>();
    for (var i = 0; i < slugs.size(); i++) {
      var here = faults.at(LIMIT_TSPS.name()).at(Integer.toString(i));
      var adapter = adapter(slugs.get(i), here);
      if (adapter != null) {
        limits.add(adapter.id());
      }
    }
    return limits;
  }

  private @Nullable TspAdapter adapter(String slug, Faults here) {
    var found =
        adapters.all().stream().filter(adapter -> adapter.id().slug().equals(slug)).findFirst();
    if (found.isEmpty()) {
      var slugs = adapters.all().stream().map(adapter -> adapter.id().slug()).toList();
      here.add(slug, "must be one of " + String.join(", ", slugs), "enum");
    }
    return found.orElse(null);
  }

  private Map<TspId, Map<String, @Nullable Object>> settings(@Nullable Object json, Faults faults) {
    var fixed = new LinkedHashMap<TspId, Map<String, @Nullable Object>>();
    if (json == null) {
      return fixed;
    }
    if (!(json instanceof Map<?, ?> bySlug)) {
      faults.add(json, "must be an object", "object_type");
      return fixed;
    }
    bySlug.forEach(
        (key, value) -> {
          var here = faults.at(String.valueOf(key));
          var adapter = adapter(String.valueOf(key), here);
          if (adapter != null) {
            fixed.put(adapter.id(), settings(adapter, value, here));
          }
        });
    return fixed;
  }

  /** Checks the settings that are present; the fleet adds the others later. */
  private Map<String, @Nullable Object> settings(
      TspAdapter adapter, @Nullable Object value, Faults here) {
    if (!(value instanceof Map<?, ?> json)) {
      if (value != null) {
        here.add(value, "must be an object", "object_type");
      }
      return Map.of();
    }
    var schema = adapter.settings();
    var read = Shape.of(schema.shape().fields()).read(json, here, false);
    baseUrls.check(new Settings(read), schema, here);
    var set = new LinkedHashMap<String, @Nullable Object>();
    read.toJson()
        .forEach(
            (name, one) -> {
              if (one != null) {
                set.put(name, one);
              }
            });
    return set;
  }

  private void checkUrl(Field<String> field, Fields fields, Set<String> registered, Faults faults) {
    var url = fields.get(field);
    if (url != null && !origins.mayLeadTo(url, registered)) {
      faults
          .at(field.name())
          .add(
              url.contains("@") ? "*****" : url,
              "must be an https URL without user and fragment, and its origin must be registered"
                  + " for the partner",
              "url_not_allowed");
    }
  }

  private static FieldType<String> text(int most) {
    return new FieldType.Text(1, most, null);
  }
}
