package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The values that the checks try in a field: all values of an enumeration; otherwise one, or both
 * values of a flag, that most TSPs accept.
 */
final class FieldValues {
  private static final List<Object> CANDIDATES =
      List.of(
          "tried-value",
          "TRIED_7",
          "1FUJGHDV0CLBP8834",
          "someone@example.org",
          "America/Chicago",
          "Europe/Berlin",
          "USA",
          "CAD",
          "US",
          "CA",
          "77",
          "2026-11-20",
          "2026-11-20T08:30:00Z",
          new BigDecimal("7"),
          new BigDecimal("2020"));

  private FieldValues() {}

  static List<Object> of(Field<?> field, Map<String, Object> examples) {
    var example = examples.get(field.name());
    return example == null ? of(field.type()) : List.of(example);
  }

  private static List<Object> of(FieldType<?> type) {
    return switch (type) {
      case FieldType.Choice<?> choice ->
          Arrays.stream(choice.type().getEnumConstants()).map(one -> (Object) one.wire()).toList();
      case FieldType.Flag _ -> List.of(true, false);
      case FieldType.Ref _ -> List.of("@7077");
      case CompoundType.Many<?>(FieldType.Ref _, _, _, _) -> List.of(List.of("@7077", "@7078"));
      case CompoundType.Many<?>(var item, _, _, _) ->
          // One value at a time, because a fixed list would hide the others.
          of(item).stream().map(one -> (Object) List.of(one)).limit(1).toList();
      default -> Stream.of(readable(type)).limit(1).toList();
    };
  }

  private static Object readable(FieldType<?> type) {
    return CANDIDATES.stream()
        .filter(one -> type.read(one, new Faults()) != null)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no value at hand for " + type));
  }
}
