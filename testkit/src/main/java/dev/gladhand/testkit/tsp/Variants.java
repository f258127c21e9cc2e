package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.payload.FieldType;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payloads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Many writes of one kind from one sample, each with ids, texts and a key of its own. */
final class Variants {
  /** Fields that take any words. */
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

  Variants(TspSample sample) {
    this.sample = sample;
  }

  static UUID operation(int number) {
    return new UUID(0x0123456789ab7000L + number, 0x8000_0000_0000_0000L + number);
  }

  /** The body with the number in every reference and every free text. */
  Map<String, @Nullable Object> body(int number) {
    return changed(text -> text + " " + number, reference -> reference + digits(number));
  }

  /** The body with these words in every free text; unchanged where there is none. */
  Map<String, @Nullable Object> saying(String words) {
    return changed(_ -> words, reference -> reference);
  }

  boolean hasText() {
    return TestJson.object(sample.body()).keySet().stream().anyMatch(FREE::contains);
  }

  /** The good answer, about the ids of that variant. */
  String reply(int number) {
    var reply = sample.calls().getFirst().reply();
    for (var id : ids()) {
      reply =
          reply.replaceAll(
              "(?<![0-9])" + java.util.regex.Pattern.quote(id) + "(?![0-9])",
              java.util.regex.Matcher.quoteReplacement(id + digits(number)));
    }
    return ExpectedCall.filled(reply, operation(number));
  }

  @Nullable String source(int number) {
    var source = sample.source();
    if (source == null) {
      return null;
    }
    return ids().contains(source) ? source + digits(number) : source;
  }

  private List<String> ids() {
    var ids = new java.util.ArrayList<String>();
    references(ids::add);
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
    if (type instanceof FieldType.Many<?>(FieldType.Ref _, _, _, _)
        && value instanceof List<?> many) {
      return many.stream().map(one -> reference.of((String) one)).toList();
    }
    return FREE.contains(name) && value instanceof String words ? text.of(words) : value;
  }
}
