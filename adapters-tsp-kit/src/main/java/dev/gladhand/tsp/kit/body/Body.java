package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.NotCalled;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request to a TSP while it is built, with the faults found so far. Not thread-safe.
 */
public final class Body {
  private final Map<String, @Nullable Object> json = new LinkedHashMap<>();
  private final Faults faults = new Faults();
  private final Set<String> notDelivered = new LinkedHashSet<>();
  private final List<Translation.Warning> warnings = new ArrayList<>();

  /**
   * Sets the member at this path to a value: string, number, boolean, list, map or null. Missing
   * objects on the path are created.
   */
  public Body put(@Nullable Object value, String... path) {
    return put(value, List.of(path));
  }

  /** Sets the member at this path, unless the value is null. */
  public Body putKnown(@Nullable Object value, String... path) {
    return value == null ? this : put(value, path);
  }

  @SuppressWarnings("unchecked") // Only this class creates the maps on a path.
  public Body put(@Nullable Object value, List<String> path) {
    var here = json;
    for (var step : path.subList(0, path.size() - 1)) {
      here =
          (Map<String, @Nullable Object>)
              java.util.Objects.requireNonNull(
                  here.computeIfAbsent(step, _ -> new LinkedHashMap<String, @Nullable Object>()));
    }
    here.put(path.getLast(), value);
    return this;
  }

  /** Records that the value of a field is wrong. */
  public void fault(Field<?> field, @Nullable Object input, String message, String errorType) {
    faults.at(field.name()).add(input, message, errorType);
  }

  /**
   * Records that the value at a path of the caller's request, such as {@code recipient_ids.2}, is
   * wrong.
   */
  public void fault(String path, @Nullable Object input, String message, String errorType) {
    faults.at(path).add(input, message, errorType);
  }

  public void notDelivered(Field<?> field) {
    notDelivered.add(field.name());
  }

  /**
   * If the write has both of these fields, which mean the same, notes that {@code second} is not
   * delivered.
   */
  public void prefer(Field<?> first, Field<?> second, Write<?> write) {
    if (write.payload().fields().has(first) && write.payload().fields().has(second)) {
      notDelivered(second);
    }
  }

  public void warn(Field<?> field, String message) {
    warn(field.name(), message);
  }

  /**
   * Adds a warning about the value at a path of the caller's request; an empty path means the whole
   * request.
   */
  public void warn(String path, String message) {
    warnings.add(new Translation.Warning(path, message));
  }

  public List<FieldFault> faults() {
    return faults.list();
  }

  public List<String> notDelivered() {
    return List.copyOf(notDelivered);
  }

  public List<Translation.Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** The translation of the write: the faults found so far or, if there are none, this request. */
  public Translation translation(TspRequest request) {
    return faults().isEmpty()
        ? new Translation.Ready(request, notDelivered(), warnings())
        : new Translation.Faulty(faults());
  }

  /** The outcome of a write that is not sent, because faults were found in it at delivery. */
  public Outcome refused(String tsp) {
    var told =
        faults().stream()
            .map(fault -> fault.path() + " " + fault.message())
            .collect(Collectors.joining("; "));
    return NotCalled.refused(tsp, told);
  }

  public Map<String, @Nullable Object> json() {
    return json;
  }

  public String text() {
    return TspJson.write(json);
  }
}
