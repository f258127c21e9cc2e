package dev.gladhand.tsp.kit.form;

import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.field.Wire;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The type of a setting in which a fleet gives its own values for words of the gateway. The setting
 * is an object whose keys are the words of one enumeration; each may be left out.
 */
public final class WordMap<E extends Enum<E> & Wire, T> {
  private final Map<E, Field<T>> members;

  public WordMap(Class<E> words, FieldType<T> values) {
    members = new EnumMap<>(words);
    for (var word : words.getEnumConstants()) {
      members.put(word, new Field<>(word.wire(), values));
    }
  }

  public FieldType<Fields> type() {
    return new CompoundType.Nested(Shape.of(members.values()));
  }

  /**
   * The fleet's values in a setting of this type, by the gateway's word for which each is given;
   * empty if {@code setting} is null.
   */
  public Map<E, T> values(@Nullable Fields setting) {
    var given = setting == null ? Fields.NONE : setting;
    return members.entrySet().stream()
        .filter(member -> given.has(member.getValue()))
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey,
                member -> java.util.Objects.requireNonNull(given.get(member.getValue()))));
  }
}
