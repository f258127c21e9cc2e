package dev.gladhand.console.frame;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.console.page.Cell;

/** The addresses of pages below the site's path. */
public final class At {
  public static final String OPERATIONS = "/console/operations";
  public static final String LIVE = OPERATIONS + "/live";
  public static final String BULK_ACTIONS = OPERATIONS + "/bulk-actions";
  public static final String CONNECTIONS = "/console/connections";
  public static final String REFERENCES = "/console/references";
  public static final String WEBHOOKS = "/console/webhooks";
  public static final String WRITE = "/console/write";

  private At() {}

  public static String operation(OperationView view) {
    return OPERATIONS + "/" + view.operation().connection() + "/" + view.id();
  }

  /** A link to the delivery of an event to a webhook. */
  public static Cell delivery(String webhook, String event) {
    return new Cell.Link(WEBHOOKS + "/" + webhook + "/events/" + event, event);
  }

  /** A link to an object; a dash if there is no id. */
  public static Cell one(String path, String id) {
    return id.isEmpty() ? Cell.text("") : new Cell.Link(path + "/" + id, id);
  }
}
