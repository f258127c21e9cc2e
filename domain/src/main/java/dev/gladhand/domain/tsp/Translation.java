package dev.gladhand.domain.tsp;

import dev.gladhand.domain.field.FieldFault;
import java.util.List;

/**
 * The TSP's own request for a write, or all the faults of the write because of which no request can
 * be made.
 */
public sealed interface Translation {

  /**
   * The next request of the write.
   *
   * @param notDelivered the paths of fields that the caller set and the TSP has no place for
   * @param warnings what the caller may not expect, such as a value that was rounded
   */
  record Ready(TspRequest request, List<String> notDelivered, List<Warning> warnings)
      implements Translation {
    public Ready {
      notDelivered = List.copyOf(notDelivered);
      warnings = List.copyOf(warnings);
    }

    /**
     * The same translation, whose request names these headers as the ones that carry credentials;
     * unchanged if the list is empty.
     */
    public Ready signedBy(List<String> headers) {
      return new Ready(request.signedBy(headers), notDelivered, warnings);
    }
  }

  /**
   * The TSP has such a write, but does not take these values. Error types are without the TSP's
   * prefix; the caller adds it.
   */
  record Faulty(List<FieldFault> faults) implements Translation {
    public Faulty {
      faults = List.copyOf(faults);
    }
  }

  /** A remark on one field of a write; the write is made nevertheless. */
  record Warning(String path, String message) {}
}
