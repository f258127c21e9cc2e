package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.field.Wire;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Maps each value of an enumeration to a TSP's word. A table must name every value, even one for
 * which the TSP has no word, so that a new value cannot be forgotten.
 */
public final class WordTable<E extends Enum<E> & Wire> {
  private final Map<E, Optional<String>> words;

  private WordTable(Map<E, Optional<String>> words) {
    this.words = words;
  }

  /** The TSP's word for a value, or empty if it has none. */
  public Optional<String> word(E value) {
    return words.getOrDefault(value, Optional.empty());
  }

  /** The values for which the TSP has a word, as the gateway's API spells them. */
  public Set<String> covered() {
    var covered = new LinkedHashSet<String>();
    words.forEach((value, word) -> word.ifPresent(_ -> covered.add(value.wire())));
    return covered;
  }

  public boolean complete() {
    return words.values().stream().allMatch(Optional::isPresent);
  }

  public static <E extends Enum<E> & Wire> Builder<E> of(Class<E> type) {
    return new Builder<>(type);
  }

  /** Collects the words; {@link #build} refuses a table with a missing value. */
  public static final class Builder<E extends Enum<E> & Wire> {
    private final Class<E> type;
    private final Map<E, Optional<String>> words;

    private Builder(Class<E> type) {
      this.type = type;
      this.words = new EnumMap<>(type);
    }

    @SafeVarargs
    public final Builder<E> to(String word, E... values) {
      return put(Optional.of(word), values);
    }

    /** Declares that the TSP has no word for these values. */
    @SafeVarargs
    public final Builder<E> none(E... values) {
      return put(Optional.empty(), values);
    }

    @SafeVarargs
    private Builder<E> put(Optional<String> word, E... values) {
      for (var value : values) {
        if (words.put(value, word) != null) {
          throw new IllegalArgumentException(value + " stands in the table twice");
        }
      }
      return this;
    }

    public WordTable<E> build() {
      for (var value : Arrays.asList(type.getEnumConstants())) {
        if (!words.containsKey(value)) {
          throw new IllegalStateException("the table says nothing of " + value);
        }
      }
      return new WordTable<>(new EnumMap<>(words));
    }
  }
}
