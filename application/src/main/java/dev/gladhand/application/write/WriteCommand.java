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
 * A partner's wish to write, as it came in.
 *
 * @param target the record an update changes; null on a create
 * @param body JSON values: String, BigDecimal, Boolean, List, Map, null; the order of fields is
 *     kept
 * @param lenient whether unknown fields are dropped instead of refused
 * @param expiresIn how long after acceptance an attempt may still begin; null for no limit
 * @param key the caller's idempotency key, without quotes; null for none
 * @param scope method and path: two requests with one key are the same only within it
 * @param bodyHash what two bodies that say the same have in common
 * @param trace to which the request belongs; null for none
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

  /** How the write is to be made. */
  public enum Manner {
    /** Durably, in the background. */
    ASYNC,
    /** Right away, while the caller waits. */
    SYNC,
    /** Not at all: what {@link #ASYNC} would do is only shown. */
    DRY_RUN,
    /** Not at all: what {@link #SYNC} would do is only shown. */
    SYNC_DRY_RUN;

    /** Whether nothing is stored or sent. */
    public boolean dry() {
      return this == DRY_RUN || this == SYNC_DRY_RUN;
    }

    /** Whether the caller waits, or would wait, for the TSP's answer. */
    public boolean sync() {
      return this == SYNC || this == SYNC_DRY_RUN;
    }
  }
}
