package dev.gladhand.application.write;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A partner's request to write, as it was received.
 *
 * @param target the record that an update changes; null for a create
 * @param body JSON values: String, BigDecimal, Boolean, List, Map, null; the order of fields is
 *     kept
 * @param lenient whether unknown fields are ignored instead of refused
 * @param expiresIn how long after acceptance an attempt may still begin; null for no limit
 * @param key the caller's idempotency key, without quotes; null for none
 * @param scope method and path; keys are compared only within one scope
 * @param bodyHash a hash that is equal for equivalent bodies
 * @param trace the trace of the request; null for none
 */
public record WriteCommand(
    PartnerId partner,
    Resource resource,
    OperationType type,
    @Nullable ResourceId target,
    Map<String, ? extends @Nullable Object> body,
    boolean lenient,
    Manner manner,
    @Nullable Duration expiresIn,
    @Nullable String key,
    String scope,
    String bodyHash,
    @Nullable TraceContext trace) {
  public WriteCommand {
    body = Collections.unmodifiableMap(body);
  }

  /** When the write is sent, if at all. */
  public enum Manner {
    /** Stored durably, and sent in the background. */
    ASYNC,
    /** Sent right away, while the caller waits. */
    SYNC,
    /** Not stored or sent; the result shows what {@link #ASYNC} would do. */
    DRY_RUN,
    /** Not stored or sent; the result shows what {@link #SYNC} would do. */
    SYNC_DRY_RUN;

    /** Whether nothing is stored or sent. */
    public boolean dry() {
      return this == DRY_RUN || this == SYNC_DRY_RUN;
    }

    /** Whether the caller waits for the TSP's answer, or would do so if this were no dry run. */
    public boolean sync() {
      return this == SYNC || this == SYNC_DRY_RUN;
    }
  }
}
