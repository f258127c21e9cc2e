package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A change of some of a provider's settings; the others keep their present values.
 *
 * @param values the new values, by name of the setting
 */
public record SettingsChange(Json.Obj values) {

  /**
   * Makes a change after checking that it names only settings that exist.
   *
   * @param present the present values of all settings
   * @throws IllegalArgumentException with a sentence for the caller
   */
  public static SettingsChange of(Json.Obj values, Json.Obj present) {
    Set<String> known = present.fields().keySet();
    for (String name : values.fields().keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown setting '" + name + "', known are " + known);
      }
    }
    return new SettingsChange(values);
  }

  public String text(String name, String present) {
    String text = values.text(name);
    return text == null ? present : text;
  }

  public boolean bool(String name, boolean present) {
    Boolean bool = values.bool(name);
    return bool == null ? present : bool;
  }

  public int whole(String name, int present) {
    BigDecimal number = values.number(name);
    return number == null ? present : number.intValueExact();
  }

  public Set<String> texts(String name, Set<String> present) {
    return values.get(name) == null
        ? present
        : values.items(name).stream()
            .filter(Json.Text.class::isInstance)
            .map(text -> ((Json.Text) text).value())
            .collect(Collectors.toUnmodifiableSet());
  }
}
