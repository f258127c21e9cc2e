package dev.gladhand.console.connect;

import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.tsp.TspAdapter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form of a provider, made from its adapter's declarations: one kind of credentials, and the
 * settings that are not fixed.
 *
 * @param kind the kind of credentials, counted from zero; negative for none, when the fleet signs
 *     in at the provider
 * @param fixed the names of settings that the fleet is not asked for
 * @param words the texts for the members
 */
record ProviderForm(TspAdapter adapter, int kind, Set<String> fixed, MemberWords words) {
  /** The value of {@code kind} for a sign-in at the provider instead of entered credentials. */
  static final int SIGN_IN = -1;

  /** Prefix of the names of settings, because credentials may have the same names. */
  private static final String SETTING = "settings.";

  /** Prefix of the paths of faults in credentials; the fields of credentials have no prefix. */
  private static final String CREDENTIAL = "credentials.";

  /** The fields that are always visible, and optional ones that the fleet must open to see. */
  record Fields(List<Field> main, List<Field> more) {}

  /** The number of kinds of credentials. */
  int kinds() {
    return adapter.credentials().asked().alternatives().size();
  }

  /** The name of a kind of credentials: the titles of its required fields, separated by commas. */
  String kindName(int other) {
    var titles = new ArrayList<String>();
    var shape = adapter.credentials().asked().alternatives().get(other);
    for (var field : shape.fields()) {
      if (constant(field) == null && required(shape).contains(field.name())) {
        titles.add(words.title(field));
      }
    }
    return String.join(", ", titles);
  }

  private Shape credentials() {
    return kind < 0 ? Shape.of(List.of()) : adapter.credentials().asked().alternatives().get(kind);
  }

  /** The fields with the entered values (except secrets) and their faults. */
  Fields fields(Inputs typed, List<FieldFault> faults) {
    var main = new ArrayList<Field>();
    var more = new ArrayList<Field>();
    var needed = required(credentials());
    for (var field : credentials().fields()) {
      if (constant(field) == null) {
        var asked = needed.contains(field.name());
        var secret = adapter.credentials().secrets().contains(field);
        var drawn = drawn(field, field.name(), CREDENTIAL, secret, typed, faults);
        (asked ? main : more).add(asked ? drawn.asRequired() : drawn);
      }
    }
    var own = adapter.settings().own();
    var wanted = wanted(own);
    var must = required(own);
    for (var field : own.fields()) {
      if (!fixed.contains(field.name()) && drawable(field.type())) {
        var drawn = drawn(field, SETTING + field.name(), "", false, typed, faults);
        var asked = must.contains(field.name());
        (asked || wanted.contains(field.name()) ? main : more)
            .add(asked ? drawn.asRequired() : drawn);
      }
    }
    return new Fields(main, more);
  }

  /** The faults that belong to no field of the form. */
  List<FieldFault> elsewhere(List<FieldFault> faults) {
    var shown = new HashSet<String>();
    credentials().fields().forEach(field -> shown.add(CREDENTIAL + field.name()));
    adapter.settings().own().fields().stream()
        .filter(field -> !fixed.contains(field.name()) && drawable(field.type()))
        .forEach(field -> shown.add(SETTING + field.name()));
    return faults.stream().filter(fault -> !shown.contains(fault.path())).toList();
  }

  Map<String, @Nullable Object> credentials(Inputs form) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    for (var field : credentials().fields()) {
      var constant = constant(field);
      var value = constant == null ? value(field.type(), form.text(field.name())) : constant;
      if (value != null) {
        json.put(field.name(), value);
      }
    }
    return json;
  }

  Map<String, @Nullable Object> settings(Inputs form) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    for (var field : adapter.settings().own().fields()) {
      var value =
          fixed.contains(field.name()) || !drawable(field.type())
              ? null
              : value(field.type(), form.text(SETTING + field.name()));
      if (value != null) {
        json.put(field.name(), value);
      }
    }
    return json;
  }

  private Field drawn(
      dev.gladhand.domain.field.Field<?> field,
      String name,
      String above,
      boolean secret,
      Inputs typed,
      List<FieldFault> faults) {
    var label = field.label();
    var value = secret ? "" : typed.text(name);
    return control(field.type(), name, words.title(field), secret, value)
        .withHint(words.hint(field))
        .withHelp(label == null ? null : label.help())
        .withFault(
            faults.stream()
                .filter(fault -> fault.path().equals(above + name))
                .map(words::fault)
                .findFirst()
                .orElse(null));
  }

  private static Field control(
      FieldType<?> type, String name, String title, boolean secret, String value) {
    if (secret) {
      return Field.password(name, title);
    }
    return switch (type) {
      case FieldType.Word(var words, _) ->
          Field.choice(name, title, Field.Option.of("-", words.stream()), value);
      case FieldType.Choice<?>(var words) ->
          Field.choice(
              name,
              title,
              Field.Option.of("-", Arrays.stream(words.getEnumConstants()).map(Wire::wire)),
              value);
      case FieldType.Flag _ -> Field.of(name, title, Field.Kind.CHECK, value);
      case NumberType<?> _ -> Field.of(name, title, Field.Kind.NUMBER, value);
      case FieldType.Text _,
          FieldType.Moment _,
          FieldType.Day _,
          FieldType.Ref _,
          FieldType.Id _,
          CompoundType<?> _ ->
          Field.text(name, title, value);
    };
  }

  /** Whether a type has a control. Lists and objects have none; the partner sets them. */
  private static boolean drawable(FieldType<?> type) {
    return !(type instanceof CompoundType<?>);
  }

  /**
   * The entered text as a JSON value. A text that is not a number stays a text, so that it is
   * reported as a fault.
   */
  private static @Nullable Object value(FieldType<?> type, String text) {
    if (text.isEmpty()) {
      return null;
    }
    return switch (type) {
      case FieldType.Flag _ -> text.equals("true");
      case NumberType<?> _ -> number(text);
      case FieldType.Text _,
          FieldType.Choice<?> _,
          FieldType.Word _,
          FieldType.Moment _,
          FieldType.Day _,
          FieldType.Ref _,
          FieldType.Id _,
          CompoundType<?> _ ->
          text;
    };
  }

  private static Object number(String text) {
    return text.matches("-?[0-9]{1,18}(\\.[0-9]{1,18})?") ? new BigDecimal(text) : text;
  }

  /**
   * The only value that a field allows, which marks the kind of credentials; null if it allows
   * others.
   */
  private static @Nullable String constant(dev.gladhand.domain.field.Field<?> field) {
    return field.type() instanceof FieldType.Word(var words, _) && words.size() == 1
        ? words.getFirst()
        : null;
  }

  private static Set<String> required(Shape shape) {
    var names = new HashSet<String>();
    for (var rule : shape.rules()) {
      if (rule instanceof PresenceRule.Required(var field)) {
        names.add(field.name());
      }
    }
    return names;
  }

  /**
   * The names of the settings that are always visible: each required one, and those of each group
   * of which at least one is required, unless one of the group is fixed.
   */
  private Set<String> wanted(Shape own) {
    var names = new HashSet<>(required(own));
    for (var rule : own.rules()) {
      if (rule instanceof PresenceRule.AnyOf(var fields)
          && fields.stream().noneMatch(field -> fixed.contains(field.name()))) {
        fields.forEach(field -> names.add(field.name()));
      }
    }
    return names;
  }
}
