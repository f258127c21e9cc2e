package dev.gladhand.http.write;

import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteCommand.Manner;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.BodyHash;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads a write from a call. */
final class WriteRequest {
  private static final long LONGEST_SECONDS = 604_800;

  // The position of the resource in /v2/telematics/vehicles/…, counted from 0.
  private static final int RESOURCE = 2;

  private WriteRequest() {}

  /** Reads a write. Ends the request if it is malformed. */
  static WriteCommand of(Call call, OperationType type, @Nullable TraceContext trace) {
    var resource = resource(call);
    var query = call.query();
    var sync = query.flag("is_sync");
    var dryRun = query.flag("dry_run");
    var expiresIn = expiresIn(call);
    if (sync && expiresIn != null) {
      throw Halt.malformed("expires_in cannot be used together with is_sync=true");
    }
    var key = call.idempotencyKey();
    var body = call.body();
    return new WriteCommand(
        call.partner(),
        resource,
        type,
        type == OperationType.UPDATE ? target(call, resource) : null,
        body,
        call.lenient(),
        manner(sync, dryRun),
        expiresIn,
        key,
        call.scope(),
        key == null ? "" : Computing.run(call.length(), () -> BodyHash.of(body)),
        trace);
  }

  /** The resource that the path names. */
  static Resource resource(Call call) {
    var path = call.segment(RESOURCE);
    for (var resource : Resource.values()) {
      if (resource.path().equals(path)) {
        return resource;
      }
    }
    throw new IllegalStateException("a route leads here for " + path);
  }

  static @Nullable Duration expiresIn(Call call) {
    var seconds = call.query().whole("expires_in", 1L, LONGEST_SECONDS);
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static ResourceId target(Call call, Resource resource) {
    return new ResourceId(call.id("id", resource.wire()));
  }

  private static Manner manner(boolean sync, boolean dryRun) {
    if (dryRun) {
      return sync ? Manner.SYNC_DRY_RUN : Manner.DRY_RUN;
    }
    return sync ? Manner.SYNC : Manner.ASYNC;
  }
}
