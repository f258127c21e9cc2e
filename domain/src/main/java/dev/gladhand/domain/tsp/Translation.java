package dev.gladhand.domain.tsp;

import dev.gladhand.domain.field.FieldFault;
import java.util.List;

/** What a TSP's own request makes of a write, or why it cannot: all faults at once. */
public sealed interface Translation {

  /**
   * The next request of the write.
   *
   * @param notDelivered the fields that the caller set and the TSP has no place for, by path
   * @param warnings what the caller may not expect, such as a value that was rounded
   */
  record Ready(TspRequest request, List<String> notDelivered, List<Warning> warnings)
      implements Translation {
    public Ready {
      notDelivered = List.copyOf(notDelivered);
      warnings = List.copyOf(warnings);
    }

    /** The same, where the request is signed in by these headers; as it is where there are none. */
    public Ready signedBy(List<String> headers) {
      return new Ready(request.signedBy(headers), notDelivered, warnings);
    }
  }

  /**
   * The TSP could, but not with these values. Error types are without the TSP's prefix: the caller
   * adds it.
   */
  record Faulty(List<FieldFault> faults) implements Translation {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** A remark on one field of a write that will be made all the same. */
  record Warning(String path, String message) {}
}
