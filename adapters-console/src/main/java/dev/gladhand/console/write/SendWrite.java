package dev.gladhand.console.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.trace.Tracing;
import dev.gladhand.application.write.SubmitWrite;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteCommand.Manner;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.console.frame.At;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.Sha256;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.json.JsonWriter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Passes a write to the use case of the API. A form that is sent twice makes one write, because its
 * idempotency key is made from a random id of the loaded page and from the content. Thread-safe;
 * blocks.
 */
@Singleton
final class SendWrite {
  /** The name of the hidden field with the random id of the loaded page. */
  static final String PAGE = "page";

  static final String EXPIRES_IN = "expires_in";
  private static final long LONGEST_SECONDS = 604_800;

  private final SubmitWrite writes;
  private final Tracing tracing;

  SendWrite(SubmitWrite writes, Tracing tracing) {
    this.writes = writes;
    this.tracing = tracing;
  }

  /**
   * The write that a filled form asks for.
   *
   * @param id the id of the record that an update changes; empty for a create
   * @param expiresIn the seconds until the write expires; empty if the form states none
   * @param scope the method and path of the API, within which the idempotency key is valid
   * @param page the value that {@link #page} has made for the form
   */
  record Wanted(
      PartnerId partner,
      Resource resource,
      OperationType type,
      String id,
      Map<String, @Nullable Object> body,
      Manner manner,
      String expiresIn,
      String scope,
      String page) {}

  static String page() {
    return UUID.randomUUID().toString();
  }

  Answer<WriteResult> send(Wanted wanted) {
    var target = Uuids.parse(wanted.id);
    if (wanted.type == OperationType.UPDATE && target == null) {
      return Answer.notFound("Name the record to change by its resource_id.");
    }
    var seconds =
        wanted.expiresIn.matches("[1-9][0-9]{0,5}") ? Long.parseLong(wanted.expiresIn) : 0;
    if (!wanted.expiresIn.isEmpty() && (seconds == 0 || seconds > LONGEST_SECONDS)) {
      return refused(wanted, "must be from 1 to " + LONGEST_SECONDS);
    }
    if (seconds > 0 && wanted.manner.sync()) {
      return refused(wanted, "is for writes in the background: leave out is_sync");
    }
    var hash = hash(wanted);
    return send(
        trace ->
            new WriteCommand(
                wanted.partner,
                wanted.resource,
                wanted.type,
                wanted.type == OperationType.UPDATE && target != null
                    ? new ResourceId(target)
                    : null,
                wanted.body,
                false,
                wanted.manner,
                seconds == 0 ? null : Duration.ofSeconds(seconds),
                wanted.manner.dry() ? null : "console-" + hash,
                wanted.scope,
                wanted.manner.dry() ? "" : hash,
                trace));
  }

  private Answer<WriteResult> send(Function<@Nullable TraceContext, WriteCommand> command) {
    try (var span = tracing.request("POST", At.WRITE, At.WRITE, null)) {
      var answer = writes.submit(command.apply(span.context())).toCompletableFuture().join();
      if (answer instanceof Answer.Ok<WriteResult>(WriteResult.Stored(var view, _))) {
        span.about(view.operation());
      }
      return answer;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static Answer<WriteResult> refused(Wanted wanted, String why) {
    var fault = new FieldFault(EXPIRES_IN, wanted.expiresIn, why, "invalid");
    return Answer.refused(new Refusal.Invalid(List.of(fault)));
  }

  /** The fault of {@code expires_in}, or null. */
  static @Nullable String fault(List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> fault.path().equals(EXPIRES_IN))
        .map(FieldFault::message)
        .findFirst()
        .orElse(null);
  }

  private static String hash(Wanted wanted) {
    return Sha256.hex(
        wanted.page + wanted.manner + wanted.expiresIn + JsonWriter.text(wanted.body));
  }
}
