package dev.gladhand.http.openapi;

import dev.gladhand.application.bulk.ManageBulkActions;
import dev.gladhand.application.bulk.OperationFilter;
import dev.gladhand.application.connection.ConnectionBody;
import dev.gladhand.application.invitation.InvitationBody;
import dev.gladhand.application.invitation.ManageOauthApps;
import dev.gladhand.application.partner.PartnerForm;
import dev.gladhand.application.reference.ImportReferences;
import dev.gladhand.application.webhook.WebhookFields;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the schemas of request bodies from the declarations of the validator, in a plain form that
 * client generators can read: a nullable value has {@code null} as its second type (only a nullable
 * reference is a {@code oneOf} of the reference and {@code null}), and rules on several fields are
 * in the extension {@code x-rules}.
 */
final class DeclaredSchemas {
  /**
   * The schema names of long enumerations, of amounts of money and of filters, which have a name so
   * that the document contains each of them only once.
   */
  private static final Map<FieldType<?>, String> NAMED =
      Map.of(
          FieldTypes.COUNTRY_3,
          "CountryAlpha3",
          FieldTypes.COUNTRY_2_OR_3,
          "CountryCode",
          FieldTypes.CURRENCY,
          "CurrencyCode",
          FieldTypes.MONEY,
          "Amount",
          FieldTypes.TIME_ZONE,
          "TimeZone",
          new CompoundType.Nested(WebhookFields.NARROWED),
          "WebhookFilters",
          new CompoundType.Nested(OperationFilter.SHAPE),
          "OperationFilter");

  private static final Map<String, Shape> SETUP =
      Map.of(
          "NewConnection", ConnectionBody.NEW,
          "ConnectionChange", ConnectionBody.CHANGED,
          "NewWebhook", WebhookFields.NEW,
          "WebhookChange", WebhookFields.CHANGED,
          "NewReference", ImportReferences.ENTRY,
          "NewBulkAction", ManageBulkActions.BODY,
          "NewPartner", PartnerForm.NEW,
          "PartnerChange", PartnerForm.CHANGED,
          "NewInvitation", InvitationBody.NEW,
          "NewOauthApp", ManageOauthApps.BODY);

  private final Map<String, Map<String, @Nullable Object>> all = new LinkedHashMap<>();

  private DeclaredSchemas() {}

  /** All schemas by name; the caller may change them. */
  static Map<String, Map<String, @Nullable Object>> all() {
    return new DeclaredSchemas().made();
  }

  private Map<String, Map<String, @Nullable Object>> made() {
    for (var resource : Resource.values()) {
      for (var type : OperationType.values()) {
        if (resource.allows(type)) {
          all.put(name(resource, type), schema(Payloads.body(resource, type)));
        }
      }
    }
    SETUP.forEach((name, shape) -> all.put(name, schema(shape)));
    return all;
  }

  /** A schema's name, such as {@code NewDvirLog} or {@code VehicleChange}. */
  static String name(Resource resource, OperationType type) {
    return switch (type) {
      case CREATE -> "New" + pascal(resource);
      case UPDATE -> pascal(resource) + "Change";
    };
  }

  static String pascal(Resource resource) {
    var name = new StringBuilder();
    for (var word : resource.wire().split("_", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    return name.toString();
  }

  private Map<String, @Nullable Object> schema(Shape shape) {
    var required = new LinkedHashSet<String>();
    var set = new LinkedHashSet<String>();
    var besides = new ArrayList<@Nullable Object>();
    var schema = new LinkedHashMap<String, @Nullable Object>();
    schema.put("type", "object");
    for (var rule : shape.rules()) {
      switch (rule) {
        case PresenceRule.Required(var field) -> {
          required.add(field.name());
          set.add(field.name());
        }
        case PresenceRule.NotNull(var field) -> set.add(field.name());
        // Two, because the rule does not count one member, and that member is required.
        case PresenceRule.NotEmpty _ -> schema.put("minProperties", 2);
        case PresenceRule.Mentions(var fields, _) when fields.size() == shape.fields().size() ->
            schema.put("minProperties", 1);
        case PresenceRule.AnyOf _,
            PresenceRule.Refused _,
            PresenceRule.Needs _,
            PresenceRule.Together _,
            PresenceRule.Mentions _,
            ValueRule _,
            Rule.When _,
            Rule.Unless _ ->
            besides.add(Tree.sorted(rule.schema()));
      }
    }
    if (!required.isEmpty()) {
      schema.put("required", List.copyOf(required));
    }
    schema.put("properties", properties(shape, set));
    schema.put("additionalProperties", false);
    if (!besides.isEmpty()) {
      schema.put("x-rules", besides);
    }
    return schema;
  }

  private Map<String, @Nullable Object> properties(Shape shape, Set<String> set) {
    var properties = new LinkedHashMap<String, @Nullable Object>();
    for (var field : shape.fields()) {
      properties.put(field.name(), property(field, !set.contains(field.name())));
    }
    return properties;
  }

  private Map<String, @Nullable Object> property(Field<?> field, boolean nullable) {
    var schema = schema(field.type());
    if (!nullable) {
      return schema;
    }
    if (Tree.referred(schema) == null) {
      return nullable(schema);
    }
    var either = new LinkedHashMap<String, @Nullable Object>();
    either.put("oneOf", List.of(schema, Map.of("type", "null")));
    return either;
  }

  /**
   * The schema of a type. Enumerations and nested objects get a name, because generators then make
   * better types.
   */
  private Map<String, @Nullable Object> schema(FieldType<?> type) {
    var name =
        type instanceof FieldType.Choice<?>(var words) ? words.getSimpleName() : NAMED.get(type);
    if (name == null) {
      var schema = plain(type.schema());
      if (type instanceof CompoundType.Many<?> many) {
        schema.put("items", schema(many.item()));
      }
      return schema;
    }
    if (!all.containsKey(name)) {
      all.put(
          name,
          type instanceof CompoundType.Nested(var shape)
              ? schema(shape)
              : withNames(plain(type.schema())));
    }
    return Tree.reference(name);
  }

  /**
   * Adds a name for each value of an enumeration, because generators would give the same name to
   * values that differ only in punctuation.
   */
  private static Map<String, @Nullable Object> withNames(Map<String, @Nullable Object> schema) {
    var names = new ArrayList<@Nullable Object>();
    for (var word : Tree.list(schema.get("enum"))) {
      names.add(
          String.valueOf(word)
              .replace("+", "_PLUS_")
              .replaceAll("-(?=[0-9])", "_MINUS_")
              .replaceAll("[^A-Za-z0-9]+", "_")
              .toUpperCase(Locale.ROOT));
    }
    if (!names.isEmpty()) {
      schema.put("x-enum-varnames", names);
    }
    return schema;
  }

  /** Reduces a declared schema to what generators understand. */
  private static Map<String, @Nullable Object> plain(Map<?, ?> declared) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    if (declared.get("anyOf") instanceof List<?> alternatives) {
      plain.put("anyOf", alternatives);
      return plain;
    }
    plain.put("type", declared.containsKey("enum") ? "string" : declared.get("type"));
    declared.forEach(
        (key, value) -> {
          var name = String.valueOf(key);
          // Left out: "not", because the introduction of the description says once that no text has
          // NUL or a lone surrogate; a pattern beside a format; a minimum beside an exclusive one.
          var silent =
              name.equals("not")
                  || name.equals("pattern") && declared.containsKey("format")
                  || name.equals("minimum") && declared.containsKey("exclusiveMinimum");
          if (!silent) {
            plain.put(name, value);
          }
        });
    return plain;
  }

  private static Map<String, @Nullable Object> nullable(Map<String, @Nullable Object> schema) {
    schema.put("type", List.of(String.valueOf(schema.get("type")), "null"));
    if (schema.get("enum") instanceof List<?> words) {
      var all = new ArrayList<@Nullable Object>(words);
      all.add(null);
      schema.put("enum", all);
    }
    return schema;
  }
}
