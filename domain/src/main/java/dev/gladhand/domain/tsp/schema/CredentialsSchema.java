package dev.gladhand.domain.tsp.schema;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The alternative shapes of a TSP's credentials, and which of their fields are secret.
 *
 * @param alternatives the shapes, tried in order; if none fits the input, the faults of the first
 *     one with the fewest faults are reported
 * @param kept fields that the gateway fills in itself, such as a session; if a shape does not
 *     require such a field, it is stored but neither asked of partners nor shown to them
 * @param obtained the shapes of credentials that only a sign-in gives; {@link #read} accepts them,
 *     but {@link #schema} does not show them
 */
public record CredentialsSchema(
    List<Shape> alternatives, Set<Field<?>> secrets, Set<Field<?>> kept, List<Shape> obtained) {
  public static final String MASK = "*****";
  private static final Pattern PLAIN = Pattern.compile("^[ -~]*$");

  public CredentialsSchema {
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException("at least one shape of credentials");
    }
    alternatives = List.copyOf(alternatives);
    secrets = Set.copyOf(secrets);
    kept = Set.copyOf(kept);
    obtained = List.copyOf(obtained);
  }

  /** Makes a schema in which {@code obtained} is empty: no credentials come only from a sign-in. */
  public CredentialsSchema(List<Shape> alternatives, Set<Field<?>> secrets, Set<Field<?>> kept) {
    this(alternatives, secrets, kept, List.of());
  }

  /**
   * Makes a schema in which {@code kept} and {@code obtained} are empty: the partner gives every
   * field itself.
   */
  public CredentialsSchema(List<Shape> alternatives, Set<Field<?>> secrets) {
    this(alternatives, secrets, Set.of());
  }

  /** A schema of one shape, all of whose fields are required. */
  public static CredentialsSchema required(List<Field<?>> fields, Set<Field<?>> secrets) {
    var rules = fields.stream().map(PresenceRule.Required::new).toArray(Rule[]::new);
    return new CredentialsSchema(List.of(Shape.of(fields, rules)), secrets);
  }

  /** The same schema with a field that the gateway fills in itself. */
  public CredentialsSchema keeping(Field<?> field, boolean isSecret) {
    var shapes = alternatives.stream().map(shape -> shape.plus(List.of(field))).toList();
    var hidden = new LinkedHashSet<>(secrets);
    var filled = new LinkedHashSet<>(kept);
    filled.add(field);
    if (isSecret) {
      hidden.add(field);
    }
    return new CredentialsSchema(shapes, hidden, filled, obtained);
  }

  /**
   * The schema that partners see: the same without the fields that the gateway fills in, unless
   * they are required.
   */
  public CredentialsSchema asked() {
    return new CredentialsSchema(
        alternatives.stream().map(this::asked).toList(), secrets, Set.of());
  }

  private Shape asked(Shape shape) {
    var fields =
        shape.fields().stream()
            .filter(
                field ->
                    !kept.contains(field)
                        || shape.rules().contains(new PresenceRule.Required(field)))
            .toList();
    return Shape.of(fields, shape.rules().toArray(Rule[]::new));
  }

  /**
   * Reads credentials. If no shape fits, the faults of the alternative with the fewest faults are
   * added. No fault shows its input.
   */
  public Credentials read(Map<?, ?> json, Faults faults) {
    var hidden = new Faults();
    var fields = nearest(json).read(json, hidden, false);
    hidden.list().forEach(fault -> faults.add(hidden(fault)));
    checkPlain(fields, faults);
    checkUnmasked(fields, faults);
    return new Credentials(fields);
  }

  private Shape nearest(Map<?, ?> json) {
    Shape nearest = alternatives.getFirst();
    var fewest = Integer.MAX_VALUE;
    for (var shape : alternatives) {
      var trial = new Faults();
      shape.read(json, trial, false);
      if (trial.count() < fewest) {
        fewest = trial.count();
        nearest = shape;
      }
    }
    for (var shape : fewest == 0 ? List.<Shape>of() : obtained) {
      var trial = new Faults();
      shape.read(json, trial, false);
      if (trial.none()) {
        return shape;
      }
    }
    return nearest;
  }

  /**
   * The same fault with its input masked, because any input of credentials may be a secret, even in
   * a wrong field.
   */
  private FieldFault hidden(FieldFault fault) {
    return fault.masked(message(fault), MASK);
  }

  /**
   * The message of a fault. If the fault is at the field that selects the alternative, the message
   * lists the words of all alternatives.
   */
  private String message(FieldFault fault) {
    if (!fault.errorType().equals("enum")) {
      return fault.message();
    }
    var words = new LinkedHashSet<String>();
    for (var shape : alternatives) {
      if (shape.field(fault.path()).map(Field::type).orElse(null) instanceof FieldType.Word word) {
        words.addAll(word.words());
      }
    }
    return words.size() < 2 ? fault.message() : "must be one of " + String.join(", ", words);
  }

  /**
   * Refuses a mask as a secret's value: a caller that sends an answer back as a request must not
   * overwrite the secret with its mask.
   */
  private void checkUnmasked(Fields fields, Faults faults) {
    for (var field : secrets) {
      if (MASK.equals(fields.get(field))) {
        faults
            .at(field.name())
            .add(
                MASK,
                "must be the secret itself, not the ***** that answers show in its place",
                "masked");
      }
    }
  }

  /**
   * Refuses line breaks and characters beyond ASCII. Most credentials are sent in headers, which
   * cannot hold them, and the fault should be found here and not at a call.
   */
  private static void checkPlain(Fields fields, Faults faults) {
    for (var field : fields.sent()) {
      if (mustBePlain(field)
          && fields.get(field) instanceof String text
          && !PLAIN.matcher(text).matches()) {
        faults.at(field.name()).add(MASK, "must be one line of ASCII characters", "string_pattern");
      }
    }
  }

  /**
   * Whether the field must hold printable ASCII; if the field has a pattern of its own, only that
   * pattern decides.
   */
  private static boolean mustBePlain(Field<?> field) {
    return field.type() instanceof FieldType.Text(_, _, var pattern) && pattern == null;
  }

  /**
   * The credentials as a partner may see them: secrets are {@value #MASK}, and fields that only the
   * gateway fills in are left out.
   */
  public Map<String, Object> masked(Credentials credentials) {
    var shown = new LinkedHashMap<String, Object>();
    Fields fields = credentials.fields();
    var told = asked(nearest(fields.toJson())).fields();
    for (var field : fields.sent()) {
      if (!told.contains(field)) {
        continue;
      }
      var value = fields.json(field);
      if (value != null) {
        shown.put(field.name(), secrets.contains(field) ? MASK : value);
      }
    }
    return shown;
  }

  /** JSON Schema 2020-12; secret fields are {@code writeOnly}. */
  public Map<String, Object> schema() {
    var shapes = new ArrayList<Map<String, Object>>();
    for (var shape : asked().alternatives()) {
      var schema = new LinkedHashMap<>(shape.schema());
      var properties = new LinkedHashMap<String, Object>();
      for (var field : shape.fields()) {
        var value = new LinkedHashMap<>(field.type().schema());
        if (mustBePlain(field)) {
          value.put("pattern", PLAIN.pattern());
        }
        var property = Shape.property(field, value);
        if (secrets.contains(field)) {
          property.put("writeOnly", true);
          property.put("not", Map.of("const", MASK));
        }
        properties.put(field.name(), property);
      }
      schema.put("properties", properties);
      shapes.add(schema);
    }
    return shapes.size() == 1 ? shapes.getFirst() : Map.of("anyOf", shapes);
  }
}
