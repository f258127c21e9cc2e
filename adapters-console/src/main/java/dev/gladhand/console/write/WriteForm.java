package dev.gladhand.console.write;

import dev.gladhand.console.frame.SchemaForm;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.domain.field.FieldFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The controls of a write, made from the schema in the connection's capabilities, and the body that
 * a filled form stands for.
 */
final class WriteForm {
  /**
   * The name of the control that lists, on an update, the fields to clear; the body contains null
   * for them.
   */
  static final String CLEAR = "clear";

  private static final String CONNECTION = "connection_id";

  private final SchemaForm form;
  private final boolean update;

  WriteForm(Map<String, @Nullable Object> schema, boolean update) {
    this.form = new SchemaForm(schema, "", Set.of(CONNECTION));
    this.update = update;
  }

  /** The controls with the entered values, each with its faults. */
  List<Field> fields(Inputs typed, List<FieldFault> faults) {
    var fields = new ArrayList<>(form.fields(typed, faults));
    if (update) {
      var names = Field.Option.of(fields.stream().map(Field::name));
      fields.add(
          Field.choices(CLEAR, CLEAR, names, typed.all(CLEAR))
              .withHint("Fields to clear: the body has null for each."));
    }
    return fields;
  }

  /** The faults that belong to no control. */
  List<FieldFault> others(List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> !form.has(fault))
        .filter(fault -> !fault.path().equals(SendWrite.EXPIRES_IN))
        .toList();
  }

  /** The body for which the entered values stand, as JSON values. */
  Map<String, @Nullable Object> body(String connection, Inputs typed) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put(CONNECTION, connection);
    body.putAll(form.json(typed));
    if (update) {
      typed.all(CLEAR).stream()
          .filter(form.names()::contains)
          .forEach(name -> body.put(name, null));
    }
    return body;
  }
}
