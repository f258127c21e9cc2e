package dev.gladhand.console.connection;

import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.SchemaForm;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.field.FieldFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The controls of a new connection, made from the schemas of its provider.
 *
 * @param kind the kind of credentials, counted from zero
 * @param kinds the titles of the fields of each kind of credentials
 */
record ConnectionForm(int kind, List<String> kinds, SchemaForm credentials, SchemaForm settings) {
  private static final List<String> OWN = List.of("fleet_ref", "description");

  /**
   * The form for a new connection to this provider. Ends the request with a 404 if there is no such
   * kind of credentials.
   *
   * @param tsp the provider, as the API describes it
   * @param kind the number of the kind of credentials, as the address of the page has it; empty for
   *     the first kind
   */
  static ConnectionForm of(Map<String, @Nullable Object> tsp, String kind) {
    var schema = AnswerJson.map(tsp.get("credentials_schema"));
    var several = AnswerJson.list(schema.get("anyOf"));
    var forms =
        (several.isEmpty() ? List.of(schema) : several.stream().map(AnswerJson::map).toList())
            .stream().map(one -> new SchemaForm(one, "credentials.", Set.of())).toList();
    var chosen = kind.isEmpty() ? "0" : kind;
    var number =
        IntStream.range(0, forms.size())
            .filter(one -> Integer.toString(one).equals(chosen))
            .findFirst()
            .orElseThrow(Stop::notFound);
    return new ConnectionForm(
        number,
        forms.stream().map(form -> String.join(", ", form.told())).toList(),
        forms.get(number),
        new SchemaForm(AnswerJson.map(tsp.get("settings_schema")), "settings.", Set.of()));
  }

  /** The controls that are always visible: the fleet and the credentials. */
  List<Field> asked(Inputs typed, List<FieldFault> faults) {
    var fields = new ArrayList<Field>();
    for (var name : OWN) {
      var told =
          faults.stream()
              .filter(fault -> fault.path().equals(name))
              .map(FieldFault::message)
              .findFirst()
              .orElse(null);
      fields.add(Field.text(name, name, typed.text(name)).withFault(told));
    }
    fields.addAll(credentials.fields(typed, faults));
    return fields;
  }

  /** The controls that are hidden until the user opens them. */
  List<Field> settings(Inputs typed, List<FieldFault> faults) {
    return settings.fields(typed, faults);
  }

  /** The faults that belong to no control. */
  List<FieldFault> others(List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> !credentials.has(fault) && !settings.has(fault))
        .filter(fault -> !OWN.contains(fault.path()))
        .toList();
  }

  /** The body of the API call. */
  Map<String, @Nullable Object> body(String tsp, Inputs typed) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("source_name", tsp);
    OWN.stream()
        .filter(name -> !typed.text(name).isEmpty())
        .forEach(name -> body.put(name, typed.text(name)));
    body.put("credentials", credentials.json(typed));
    body.put("settings", settings.json(typed));
    return body;
  }
}
