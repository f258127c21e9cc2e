package dev.gladhand.application.write;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspRequest;
import java.util.List;

/** What became of a write that was not refused. */
public sealed interface WriteResult {

  /**
   * There is an operation.
   *
   * @param replayed whether an earlier request with the same key made it
   */
  record Stored(OperationView operation, boolean replayed) implements WriteResult {}

  /** It was only shown. */
  record Shown(TspRequest request, List<Translation.Warning> warnings, List<String> notDelivered)
      implements WriteResult {}
}
