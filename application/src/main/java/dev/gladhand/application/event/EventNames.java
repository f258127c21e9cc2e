package dev.gladhand.application.event;

/** The names of the events that this gateway writes. */
public final class EventNames {
  public static final String OPERATION_CREATED = "resource_operation.created";
  public static final String OPERATION_SUCCEEDED = "resource_operation.succeeded";
  public static final String OPERATION_FAILED = "resource_operation.failed";
  public static final String WEBHOOK_STALED = "webhook.staled";
  public static final String WEBHOOK_TEST = "webhook.test";

  private EventNames() {}
}
