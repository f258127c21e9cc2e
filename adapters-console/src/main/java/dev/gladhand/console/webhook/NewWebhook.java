package dev.gladhand.console.webhook;

import dev.gladhand.application.webhook.WebhookFields;
import dev.gladhand.console.frame.AnswerJson;
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

/** The controls of a new webhook, made from the schema of the API's body. */
final class NewWebhook {
  private static final String FILTERS = "filters";
  private static final String SECRET = "secret";

  private final SchemaForm webhook =
      new SchemaForm(AnswerJson.map(WebhookFields.NEW.schema()), "", Set.of(FILTERS, SECRET));
  private final SchemaForm filters =
      new SchemaForm(AnswerJson.map(WebhookFields.NARROWED.schema()), FILTERS + ".", Set.of());

  List<Field> asked(Inputs typed, List<FieldFault> faults) {
    return webhook.fields(typed, faults);
  }

  /**
   * The controls that are hidden until the user opens them: the filters and the optional secret.
   */
  List<Field> more(Inputs typed, List<FieldFault> faults) {
    var fields = new ArrayList<>(filters.fields(typed, faults));
    fields.add(
        Field.password(SECRET, SECRET)
            .withHint("If it is empty, a secret is generated.")
            .withFault(
                faults.stream()
                    .filter(fault -> fault.path().equals(SECRET))
                    .map(FieldFault::message)
                    .findFirst()
                    .orElse(null)));
    return fields;
  }

  /** The faults that belong to no control. */
  List<FieldFault> others(List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> !webhook.has(fault) && !filters.has(fault))
        .filter(fault -> !fault.path().equals(SECRET))
        .toList();
  }

  /** The body of the API call. */
  Map<String, @Nullable Object> body(Inputs typed) {
    var body = new LinkedHashMap<>(webhook.json(typed));
    var narrowed = filters.json(typed);
    if (!narrowed.isEmpty()) {
      body.put(FILTERS, narrowed);
    }
    if (!typed.text(SECRET).isEmpty()) {
      body.put(SECRET, typed.text(SECRET));
    }
    return body;
  }
}
