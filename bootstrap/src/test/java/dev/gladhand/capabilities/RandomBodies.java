package dev.gladhand.capabilities;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes bodies for a shape: most nearly right, some far off, many at the edge. */
final class RandomBodies {
  private static final Map<FieldType<?>, List<Object>> FITTING = new ConcurrentHashMap<>();

  private final Shape shape;
  private final RandomGenerator random;

  RandomBodies(Shape shape, RandomGenerator random) {
    this.shape = shape;
    this.random = random;
  }

  Map<String, @Nullable Object> next() {
    var body = new LinkedHashMap<String, @Nullable Object>();
    var density = random.nextDouble();
    for (var field : shape.fields()) {
      if (random.nextDouble() < density) {
        body.put(field.name(), fitting(field));
      }
    }
    for (var spoilt = random.nextInt(3); spoilt > 0; spoilt--) {
      spoil(body);
    }
    return body;
  }

  /** One that ought to be accepted as far as single fields go. */
  private @Nullable Object fitting(Field<?> field) {
    return random.nextInt(12) == 0 ? null : fitting(field.type());
  }

  private Object fitting(FieldType<?> type) {
    return switch (type) {
      case CompoundType.Many<?> many -> list(many);
      case CompoundType.Nested(var nested) -> new RandomBodies(nested, random).next();
      case CompoundType.Mapping<?> mapping -> map(mapping);
      case FieldType.Choice<?> choice -> pick(words(choice.schema()));
      case FieldType.Word word -> pick(word.words());
      default -> accepted(type);
    };
  }

  private Object accepted(FieldType<?> type) {
    var fitting = FITTING.computeIfAbsent(type, RandomBodies::allFitting);
    return pick(fitting.isEmpty() ? Oddities.VALUES : fitting);
  }

  private static List<Object> allFitting(FieldType<?> type) {
    return Oddities.VALUES.stream()
        .filter(value -> type.read(value, new Faults()) != null)
        .toList();
  }

  private List<Object> list(CompoundType.Many<?> many) {
    var size =
        random.nextInt(40) == 0 && many.max() <= 1000
            ? many.max() + random.nextInt(2)
            : random.nextInt(4);
    var items = new ArrayList<Object>();
    for (var i = 0; i < size; i++) {
      items.add(size > 100 ? distinct(many.item(), i) : fitting(many.item()));
    }
    return items;
  }

  /** Enough different values for a long list. */
  private Object distinct(FieldType<?> item, int number) {
    return item instanceof FieldType.Ref || item instanceof FieldType.Id
        ? new java.util.UUID(number, number).toString()
        : item instanceof FieldType.Text ? "t" + number : fitting(item);
  }

  private Map<String, Object> map(CompoundType.Mapping<?> mapping) {
    var map = new LinkedHashMap<String, Object>();
    IntStream.range(0, random.nextInt(3))
        .forEach(_ -> map.put(String.valueOf(pick(Oddities.VALUES)), fitting(mapping.value())));
    return map;
  }

  private void spoil(Map<String, @Nullable Object> body) {
    var fields = List.copyOf(shape.fields());
    var field = fields.get(random.nextInt(fields.size()));
    switch (random.nextInt(6)) {
      case 0 -> body.remove(field.name());
      case 1 -> body.put(field.name(), null);
      case 2 -> body.put("no_such_field", pick(Oddities.VALUES));
      case 3 -> body.put(field.name(), Arrays.asList(pick(Oddities.VALUES), pick(Oddities.VALUES)));
      default -> body.put(field.name(), pick(Oddities.VALUES));
    }
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static List<Object> words(Map<String, Object> schema) {
    return List.copyOf((List<?>) schema.get("enum"));
  }
}
