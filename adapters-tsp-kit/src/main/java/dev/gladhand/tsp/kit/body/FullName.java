package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts the first and last name of a user into one text of the body. An update therefore needs both
 * names.
 *
 * @param longest the largest number of characters that the text may have
 */
public record FullName(int longest, String key) implements Part {
  @Override
  public List<Field<?>> fields() {
    return List.of(User.FIRST_NAME, User.LAST_NAME);
  }

  @Override
  public List<Rule> rules(OperationType type) {
    return List.of(
        new ValueRule.Length(User.FIRST_NAME, 0, longest),
        new ValueRule.Length(User.LAST_NAME, 0, longest),
        type == OperationType.CREATE
            ? new PresenceRule.AnyOf(fields())
            : new PresenceRule.Together(fields()));
  }

  @Override
  public void put(Write<?> write, Body body) {
    var sent = write.payload().fields();
    if (!sent.mentions(User.FIRST_NAME) && !sent.mentions(User.LAST_NAME)) {
      return;
    }
    var name = of(write);
    if (name.isEmpty()) {
      body.fault(User.FIRST_NAME, name, "the name must not be empty", "string_too_short");
    } else if (name.codePointCount(0, name.length()) > longest) {
      var why = "first and last name together must have at most " + longest + " characters";
      body.fault(User.LAST_NAME, name, why, "string_too_long");
    } else {
      body.put(name, key);
    }
  }

  /**
   * First and last name of the user in this write, with a blank between them; empty if it has
   * neither.
   */
  public static String of(Write<?> write) {
    var fields = write.payload().fields();
    return join(fields.get(User.FIRST_NAME), fields.get(User.LAST_NAME));
  }

  /** First and last name with a blank between them, without missing ones. */
  public static String join(@Nullable String first, @Nullable String last) {
    return Stream.of(first, last)
        .filter(Objects::nonNull)
        .map(part -> String.valueOf(part).strip())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
