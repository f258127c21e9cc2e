package dev.gladhand.domain.field;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A constant of a closed set that has a spelling of its own in JSON. */
public interface Wire {
  /** The constant's name in the program. */
  String name();

  /** The spelling in JSON: the name in lower case, unless the constants have another one. */
  default String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The constant with this spelling. */
  static <E extends Enum<E> & Wire> Optional<E> of(Class<E> type, @Nullable String spelling) {
    return Arrays.stream(type.getEnumConstants())
        .filter(one -> one.wire().equals(spelling))
        .findFirst();
  }

  /** The spellings of these constants. */
  static Set<String> words(Collection<? extends Wire> constants) {
    return constants.stream().map(Wire::wire).collect(Collectors.toSet());
  }
}
