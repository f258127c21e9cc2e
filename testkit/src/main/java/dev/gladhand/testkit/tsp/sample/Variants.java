package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.tsp.kit.call.TspApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes many writes of one kind from a sample, each with its own ids, texts and key. */
public final class Variants {
  /** Fields that accept any text. */
  private static final List<String> FREE =
      List.of(
          "message_text",
          "vehicle_name",
          "trailer_name",
          "first_name",
          "notes",
          "fuel_vendor",
          "driver_comment");

  private final TspSample sample;

  public Variants(TspSample sample) {
    this.sample = sample;
  }

  public static UUID operation(int number) {
    return new UUID(0x0123456789ab7000L + number, 0x8000_0000_0000_0000L + number);
  }

  /** The body with the number in every reference and every free text. */
  public Map<String, @Nullable Object> body(int number) {
    return changed(text -> text + " " + number, reference -> reference + digits(number));
  }

  /** The body with these words in every free text; unchanged if there is none. */
  public Map<String, @Nullable Object> saying(String words) {
    return changed(_ -> words, reference -> reference);
  }

  public boolean hasText() {
    return TestJson.object(sample.body()).keySet().stream().anyMatch(FREE::contains);
  }

  /** The record that this variant changes; null for a create. */
  public @Nullable String target(int number) {
    var target = sample.target();
    return target == null ? null : target + digits(number);
  }

  /**
   * The body of the TSP's successful answer to this call of the variant: that of the sample's call,
   * with the ids of the variant.
   */
  public String reply(ExpectedCall call, int number) {
    return ExpectedCall.filled(about(call.reply(), number), operation(number));
  }

  /**
   * The answer to a request that reads a fact on which one of the variants depends, with the ids of
   * that variant; null if the request is not such a read.
   *
   * @param variants the number of variants, of which the first is 0
   */
  public @Nullable Reaction fact(Received request, int variants) {
    for (var number = 0; number < variants; number++) {
      for (var fact : sample.facts()) {
        var body = fact.body();
        var own =
            new ExpectedCall(
                fact.method(),
                about(fact.target(), number),
                body == null ? null : about(body, number),
                fact.headers(),
                fact.status(),
                about(fact.reply(), number));
        if (own.isAskedBy(request.method(), request.target(), request.text())) {
          return own.reaction(operation(number));
        }
      }
    }
    return null;
  }

  private String about(String text, int number) {
    var changed = text;
    for (var id : ids()) {
      changed =
          changed.replaceAll(
              "(?<![0-9A-Za-z])" + java.util.regex.Pattern.quote(id) + "(?![0-9A-Za-z])",
              java.util.regex.Matcher.quoteReplacement(id + digits(number)));
    }
    return changed;
  }

  public @Nullable String source(int number) {
    var source = sample.source();
    if (source == null) {
      return null;
    }
    return ids().contains(source) ? source + digits(number) : source;
  }

  private List<String> ids() {
    var ids = new java.util.ArrayList<String>();
    references(ids::add);
    if (sample.target() != null) {
      ids.add(sample.target());
    }
    var source = sample.source();
    if (source != null && source.matches("[0-9]+") && !ids.contains(source)) {
      ids.add(source);
    }
    return ids;
  }

  private void references(java.util.function.Consumer<String> each) {
    changed(
        text -> text,
        reference -> {
          each.accept(reference.substring(1));
          return reference;
        });
  }

  /** Whether a call contains a free text of the sample. */
  public boolean isSaidIn(ExpectedCall call) {
    var body = String.valueOf(call.body());
    return TestJson.object(sample.body()).entrySet().stream()
        .filter(field -> FREE.contains(field.getKey()))
        .map(field -> String.valueOf(field.getValue()))
        .anyMatch(
            text -> body.contains("\"" + text + "\"") || body.contains("=" + TspApi.encode(text)));
  }

  private static String digits(int number) {
    return String.valueOf(10 + number);
  }

  private interface Change {
    String of(String text);
  }

  private Map<String, @Nullable Object> changed(Change text, Change reference) {
    var shape = Payloads.shape(sample.resource(), OperationType.CREATE);
    var body = new LinkedHashMap<String, @Nullable Object>();
    TestJson.object(sample.body())
        .forEach(
            (name, value) -> {
              Object type = shape.field(name).map(field -> (Object) field.type()).orElse("");
              body.put(name, changed(name, type, value, text, reference));
            });
    return body;
  }

  private static @Nullable Object changed(
      String name, Object type, @Nullable Object value, Change text, Change reference) {
    if (type instanceof FieldType.Ref && value instanceof String id) {
      return reference.of(id);
    }
    if (type instanceof CompoundType.Many<?>(FieldType.Ref _, _, _, _)
        && value instanceof List<?> many) {
      return many.stream().map(one -> reference.of((String) one)).toList();
    }
    return FREE.contains(name) && value instanceof String words ? text.of(words) : value;
  }
}
