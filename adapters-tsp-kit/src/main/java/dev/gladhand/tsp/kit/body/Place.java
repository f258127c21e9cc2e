package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.field.Change;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.json.Json;
import dev.gladhand.tsp.kit.call.TspJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place of one field in a TSP's body: its path, its encoding, the TSP's rules for it, and how
 * it is cleared. Immutable; each method that changes something returns a new place.
 */
public final class Place<T> implements Part {
  private final Field<T> field;
  private final List<String> path;
  private final @Nullable Function<T, Object> encode;
  private final List<Rule> always;
  private final boolean required;
  private final Clearing clearing;

  private Place(
      Field<T> field,
      List<String> path,
      @Nullable Function<T, Object> encode,
      List<Rule> always,
      boolean required,
      Clearing clearing) {
    if (clearing == Clearing.EMPTY && always.stream().anyMatch(Place::refusesEmptyText)) {
      throw new IllegalArgumentException(
          field.name() + " cannot be cleared by an empty text, which its own rules refuse");
    }
    this.field = field;
    this.path = path;
    this.encode = encode;
    this.always = List.copyOf(always);
    this.required = required;
    this.clearing = clearing;
  }

  private static boolean refusesEmptyText(Rule rule) {
    return rule instanceof ValueRule.Length(_, var min, _) && min > 0
        || rule instanceof ValueRule.Matches(_, var pattern, _) && !pattern.matcher("").find();
  }

  /** A field whose JSON value in the body is the same as in the gateway's API. */
  public static <T> Place<T> of(Field<T> field, String... path) {
    return new Place<>(field, List.of(path), null, List.of(), false, Clearing.NULL);
  }

  public static <T> Place<T> of(Field<T> field, Function<T, Object> encode, String... path) {
    return new Place<>(field, List.of(path), encode, List.of(), false, Clearing.NULL);
  }

  /** A text with a length between {@code min} and {@code max} characters. */
  public static Place<String> text(Field<String> field, int min, int max, String... path) {
    return of(field, path).rule(new ValueRule.Length(field, min, max));
  }

  /**
   * A value of an enumeration, written as the TSP's word for it; a value for which the TSP has no
   * word is a fault.
   */
  public static <E extends Enum<E> & Wire> Place<E> word(
      Field<E> field, WordTable<E> table, String... path) {
    var place = of(field, (E value) -> table.word(value).orElse(""), path);
    return table.complete() ? place : place.rule(new ValueRule.OneOf(field, table.covered()));
  }

  /**
   * A reference to another record, written as the TSP's id of that record; it cannot be cleared.
   */
  public static Place<Reference> reference(Field<Reference> field, String... path) {
    return of(field, value -> value.source() == null ? "" : value.source().value(), path)
        .cleared(Clearing.REFUSED);
  }

  public Place<T> rule(Rule rule) {
    var more = new ArrayList<>(always);
    more.add(rule);
    return new Place<>(field, path, encode, more, required, clearing);
  }

  /**
   * Adds the rule that the pattern is found in the text; a pattern for the whole text needs
   * anchors. The syntax of the pattern must be common to Java and ECMA-262.
   */
  @SuppressWarnings("unchecked") // Only fields of type String are given a pattern.
  public Place<T> matching(String pattern, String what) {
    return rule(new ValueRule.Matches((Field<String>) field, Pattern.compile(pattern), what));
  }

  /** Adds the rule that the text has the form of an e-mail address. */
  public Place<T> email() {
    return matching("^[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+$", "an e-mail address");
  }

  /** Adds the rule that a create must have the field. */
  public Place<T> required() {
    return new Place<>(field, path, encode, always, true, clearing);
  }

  public Place<T> cleared(Clearing how) {
    return new Place<>(field, path, encode, always, required, how);
  }

  @Override
  public List<Field<?>> fields() {
    return List.of(field);
  }

  @Override
  public List<Rule> rules(OperationType type) {
    var rules = new ArrayList<>(always);
    if (required && type == OperationType.CREATE) {
      rules.add(new PresenceRule.Required(field));
    }
    if (clearing == Clearing.REFUSED && type == OperationType.UPDATE) {
      rules.add(new PresenceRule.NotNull(field));
    }
    return rules;
  }

  @Override
  public void put(Write<?> write, Body body) {
    switch (write.payload().fields().change(field)) {
      case Change.Unchanged<T>() -> {}
      case Change.Set<T>(var value) ->
          body.put(encode == null ? field.type().write(value) : encode.apply(value), path);
      case Change.Clear<T>() -> {
        if (write.type() == OperationType.UPDATE && clearing != Clearing.REFUSED) {
          body.put(clearing == Clearing.EMPTY ? "" : null, path);
        }
      }
    }
  }

  /**
   * Adds the field's value in a TSP's record to {@code known}, if the field has the same JSON value
   * at the TSP as in the gateway's API. A number may be a text of digits in the record, and a text
   * may be a number.
   */
  @Override
  public void read(TspJson record, Map<String, Object> known) {
    var names = path.toArray(String[]::new);
    var found = encode == null ? Json.at(record.value(), names) : null;
    var isNumber = field.type() instanceof NumberType;
    var json =
        switch (found) {
          case String text when isNumber && text.matches("[0-9]{1,9}") -> new BigDecimal(text);
          case BigDecimal _ when !isNumber -> TspJson.string(record, names);
          case null, default -> found;
        };
    var value = json == null || "".equals(json) ? null : field.type().read(json, new Faults());
    if (value != null) {
      known.put(field.name(), field.type().write(value));
    }
  }
}
