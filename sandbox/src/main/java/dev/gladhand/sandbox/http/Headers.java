package dev.gladhand.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header lines of a request; names are compared without regard to upper and lower case. */
public final class Headers {
  private final List<String> names = new ArrayList<>(12);
  private final List<String> values = new ArrayList<>(12);

  void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  /** The first value of the header with this name; null if there is none. */
  public @Nullable String first(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return values.get(i);
      }
    }
    return null;
  }

  /** Every value of the header with this name. */
  public List<String> all(String name) {
    var found = new ArrayList<String>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        found.add(values.get(i));
      }
    }
    return found;
  }

  /** The lines in the order in which they arrived. */
  public List<Header> lines() {
    var lines = new ArrayList<Header>(names.size());
    for (int i = 0; i < names.size(); i++) {
      lines.add(new Header(names.get(i), values.get(i)));
    }
    return lines;
  }
}
