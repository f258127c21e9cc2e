package dev.gladhand.capabilities;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.Payloads;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes rules such as an adapter might have, of every kind and in any mixture. */
final class RandomRules {
  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile("^[a-zA-Z0-9]{2,8}$"),
          Pattern.compile("^[^ @]*$"),
          Pattern.compile("^(1|[$]a|abc)$"),
          Pattern.compile("A"));

  private final List<Field<?>> fields;
  private final RandomGenerator random;

  private RandomRules(List<Field<?>> fields, RandomGenerator random) {
    this.fields = fields;
    this.random = random;
  }

  /** A few fields of some resource, and one to four rules on them. */
  static Shape shape(RandomGenerator random) {
    var resources = List.of(Resource.values());
    var resource = resources.get(random.nextInt(resources.size()));
    var all = new ArrayList<>(Payloads.shape(resource, OperationType.CREATE).fields());
    while (all.size() > 5) {
      all.remove(random.nextInt(all.size()));
    }
    var rules = new RandomRules(all, random);
    var some = IntStream.rangeClosed(0, random.nextInt(4)).mapToObj(_ -> rules.rule(2)).toList();
    return Shape.of(all).with(some);
  }

  private Rule rule(int depth) {
    var field = any();
    return switch (random.nextInt(depth > 0 ? 15 : 13)) {
      case 0 -> new PresenceRule.Required(field);
      case 1 -> new PresenceRule.NotNull(field);
      case 2 -> new PresenceRule.AnyOf(some());
      case 3 -> new PresenceRule.Refused(field, "no");
      case 4 -> new PresenceRule.Needs(field, any());
      case 5 -> new PresenceRule.Together(some());
      case 6 -> new PresenceRule.Mentions(some(), "mention one");
      case 7 -> new PresenceRule.NotEmpty(field);
      case 8, 9 -> ofText(field);
      case 10, 11 -> ofList(field);
      case 12 -> oneOf(field);
      case 13 -> new Rule.When(field, value(field), List.of(rule(depth - 1), rule(0)));
      default -> new Rule.Unless(field, value(field), List.of(rule(depth - 1)));
    };
  }

  private Rule ofText(Field<?> field) {
    var text = text(field);
    if (text == null) {
      return new PresenceRule.Required(field);
    }
    var min = random.nextInt(3);
    return random.nextBoolean()
        ? new ValueRule.Length(text, min, min + random.nextInt(70))
        : new ValueRule.Matches(
            text, PATTERNS.get(random.nextInt(PATTERNS.size())), "as it should");
  }

  private Rule ofList(Field<?> field) {
    var list = list(field);
    if (list == null) {
      return new PresenceRule.NotNull(field);
    }
    return switch (random.nextInt(3)) {
      case 0 -> new ValueRule.MaxItems(list, random.nextInt(4));
      case 1 -> new ValueRule.EachOneOf(list, words(((CompoundType.Many<?>) list.type()).item()));
      default -> new ValueRule.OneInAll(any(), list);
    };
  }

  private Rule oneOf(Field<?> field) {
    return new ValueRule.OneOf(field, words(field.type()));
  }

  private Set<String> words(FieldType<?> type) {
    var words = new HashSet<>(List.of("a", "ABC", "driver", "USA", "1"));
    if (type.schema().get("enum") instanceof List<?> all) {
      all.stream().map(String::valueOf).filter(_ -> random.nextBoolean()).forEach(words::add);
    }
    return words;
  }

  private Object value(Field<?> field) {
    return switch (field.type()) {
      case FieldType.Flag _ -> random.nextBoolean();
      case NumberType.Whole _ -> 1;
      case NumberType.Decimal _ -> new BigDecimal("1.50");
      case FieldType.Choice<?> choice -> ((List<?>) choice.schema().get("enum")).getFirst();
      case FieldType.Word word -> word.words().getFirst();
      default -> "abc";
    };
  }

  @SuppressWarnings("unchecked") // The type of the field says what its values are.
  private static @Nullable Field<String> text(Field<?> field) {
    return field.type() instanceof FieldType.Text ? (Field<String>) field : null;
  }

  @SuppressWarnings("unchecked")
  private static @Nullable Field<? extends List<?>> list(Field<?> field) {
    return field.type() instanceof CompoundType.Many<?> ? (Field<? extends List<?>>) field : null;
  }

  private Field<?> any() {
    return fields.get(random.nextInt(fields.size()));
  }

  private List<Field<?>> some() {
    var some = new ArrayList<Field<?>>(List.of(any()));
    fields.stream()
        .filter(_ -> random.nextInt(3) == 0)
        .filter(f -> !some.contains(f))
        .forEach(some::add);
    return some;
  }
}
