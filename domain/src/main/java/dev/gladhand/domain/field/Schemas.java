package dev.gladhand.domain.field;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes JSON Schemas. */
final class Schemas {
  private Schemas() {}

  /** A map of these keys and values in this order. */
  static Map<String, Object> ordered(Object... pairs) {
    var map = new LinkedHashMap<String, Object>();
    for (var i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
