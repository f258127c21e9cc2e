package dev.gladhand.console.operation;

import dev.gladhand.application.flow.DeliveryReads.Delivery;
import dev.gladhand.application.flow.ReadDeliveries;
import dev.gladhand.application.flow.ReadFlow;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.console.page.Block;
import dev.gladhand.domain.operation.OperationId;
import jakarta.inject.Singleton;
import java.util.List;

/** Collects the history of an operation. Thread-safe; blocks. */
@Singleton
final class OperationStory {
  private final ReadOperations operations;
  private final ReadDeliveries deliveries;
  private final ReadFlow flow;

  OperationStory(ReadOperations operations, ReadDeliveries deliveries, ReadFlow flow) {
    this.operations = operations;
    this.deliveries = deliveries;
    this.flow = flow;
  }

  /**
   * The parts of the operation's page that change until it has ended.
   *
   * @param withDeliveries whether the reader may see webhooks
   */
  List<Block> of(OperationView view, boolean withDeliveries) {
    var told = withDeliveries ? deliveries.deliveries(view.operation()) : List.<Delivery>of();
    // Only failed operations have retries.
    var retries = view.status().equals("failed") ? flow.retries(view.id()) : List.<OperationId>of();
    var id = view.id();
    return new OperationBlocks(view, operations.sent(id), operations.past(id), told, retries)
        .changing();
  }
}
