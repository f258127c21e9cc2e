package dev.gladhand.domain.payload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the faults found while a value is read, each at its path. Not thread-safe. */
public final class Faults {
  private final List<FieldFault> found;
  private final String path;

  public Faults() {
    this(new ArrayList<>(), "");
  }

  private Faults(List<FieldFault> found, String path) {
    this.found = found;
    this.path = path;
  }

  /** The same collection, one step deeper. */
  public Faults at(String name) {
    var step = Texts.clean(name);
    return new Faults(found, path.isEmpty() ? step : path + "." + step);
  }

  /** Notes a fault here; answers null so that a reader can return it. */
  // Null is of every type, so the caller's choice of T cannot be wrong.
  @SuppressWarnings("TypeParameterUnusedInFormals")
  public <T> @Nullable T add(@Nullable Object input, String message, String errorType) {
    found.add(new FieldFault(path, Texts.shown(input), message, errorType));
    return null;
  }

  public boolean none() {
    return found.isEmpty();
  }

  public int count() {
    return found.size();
  }

  public List<FieldFault> list() {
    return List.copyOf(found);
  }
}
