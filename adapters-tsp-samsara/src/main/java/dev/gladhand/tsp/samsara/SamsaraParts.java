package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Change;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts that several of Samsara's bodies share. */
final class SamsaraParts {
  private static final int LONGEST_NAME = 255;

  /** The connection's default tags. A token that is scoped by tags must send tags with a write. */
  static final Part TAGS =
      Part.besides(
          (write, body) -> {
            var tags = SamsaraSettings.tagIds(write.settings());
            if (!tags.isEmpty()) {
              body.put(tags, "tagIds");
            }
          });

  /** {@code name}: first and last name in one text, so that an update needs both. */
  static final Part NAME =
      new Part() {
        @Override
        public List<Field<?>> fields() {
          return List.of(User.FIRST_NAME, User.LAST_NAME);
        }

        @Override
        public List<Rule> rules(OperationType type) {
          var rules = new ArrayList<Rule>();
          rules.add(new ValueRule.Length(User.FIRST_NAME, 0, LONGEST_NAME));
          rules.add(new ValueRule.Length(User.LAST_NAME, 0, LONGEST_NAME));
          rules.add(
              type == OperationType.CREATE
                  ? new PresenceRule.AnyOf(fields())
                  : new PresenceRule.Together(fields()));
          return rules;
        }

        @Override
        public void put(Write<?> write, Body body) {
          var sent = write.payload().fields();
          if (!sent.mentions(User.FIRST_NAME) && !sent.mentions(User.LAST_NAME)) {
            return;
          }
          var name = name(sent.get(User.FIRST_NAME), sent.get(User.LAST_NAME));
          if (name.isEmpty()) {
            body.fault(User.FIRST_NAME, name, "the name must not be empty", "string_too_short");
          } else if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
            body.fault(
                User.LAST_NAME,
                name,
                "first and last name together must have at most " + LONGEST_NAME + " characters",
                "string_too_long");
          } else {
            body.put(name, "name");
          }
        }
      };

  private SamsaraParts() {}

  private static String name(@Nullable String first, @Nullable String last) {
    return Stream.of(first == null ? "" : first.strip(), last == null ? "" : last.strip())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /**
   * {@code externalIds}: the caller's id. A create without one sends the operation's own key, so
   * that a repeat is recognized. An empty text removes an id.
   */
  static Part externalId(Field<String> field) {
    return new Part() {
      @Override
      public List<Field<?>> fields() {
        return List.of(field);
      }

      @Override
      public List<Rule> rules(OperationType type) {
        return List.of(new ValueRule.Length(field, 1, 255));
      }

      @Override
      public void put(Write<?> write, Body body) {
        var key = SamsaraSettings.externalIdKey(write.settings());
        if (write.type() == OperationType.CREATE) {
          body.put(SamsaraExternalId.of(write, field).value(), "externalIds", key);
          return;
        }
        switch (write.payload().fields().change(field)) {
          case Change.Unchanged<String>() -> {}
          case Change.Set<String>(var value) -> body.put(value, "externalIds", key);
          case Change.Clear<String>() -> body.put("", "externalIds", key);
        }
      }
    };
  }
}
