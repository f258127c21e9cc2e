package dev.gladhand.application.event;

import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.ResourceOperation;
import java.util.Collection;
import java.util.Map;

/** Looks up the operations that events tell of. */
@FunctionalInterface
public interface ToldOperations {
  /** Those of the ids that are still kept. */
  Map<OperationId, ResourceOperation> find(Collection<OperationId> ids);
}
