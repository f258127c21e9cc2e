package dev.gladhand.http.operation;

import dev.gladhand.application.operation.OperationView;

/** Makes the paths of operations. */
public final class OperationLinks {
  private OperationLinks() {}

  public static String of(OperationView view) {
    var operation = view.operation();
    return "/v2/integrations/connections/"
        + operation.connection()
        + "/resource-operations/"
        + operation.id();
  }
}
