package dev.gladhand.http.write;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.write.AcceptBulk;
import dev.gladhand.application.write.BulkResult;
import dev.gladhand.application.write.WriteCommand;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.BodyHash;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Computing;
import dev.gladhand.http.request.RequestJson;
import dev.gladhand.http.request.SpooledBody;
import dev.gladhand.http.stream.PieceStream;
import dev.gladhand.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a bulk request, with one line for each line of the request. To make a piece of the
 * answer, the next part of the request's lines is accepted. So a client that stops reading misses
 * the answers to at most one accepted part.
 */
final class BulkAnswer implements PieceStream.Pieces {
  /** A part ends at this size, whatever its number of lines. */
  private static final int MOST_BYTES = 2 * 1024 * 1024;

  private static final String NOT_ACCEPTED = "the store is unreachable; this was not accepted";
  private static final String PERHAPS_ACCEPTED =
      "the store was lost during the commit or after it, so this may have been accepted: repeat it"
          + " with the same Idempotency-Key; if it had none, look first";

  private final AcceptBulk bulk;
  private final SpooledBody lines;
  private final PartnerId partner;
  private final Resource resource;
  private final boolean lenient;
  private final boolean dry;
  private final @Nullable Duration expiresIn;
  private final @Nullable String key;
  private final String scope;
  private final @Nullable TraceContext trace;
  private byte @Nullable [] first;
  private int index;

  /** The number of lines that {@link #admit} has counted and that have not been accepted yet. */
  private int open;

  private boolean away;

  /**
   * @param trace the trace to which the operations belong; null for none
   */
  BulkAnswer(AcceptBulk bulk, Call call, SpooledBody lines, @Nullable TraceContext trace) {
    this.bulk = bulk;
    this.trace = trace;
    this.lines = lines;
    try {
      partner = call.partner();
      resource = WriteRequest.resource(call);
      lenient = call.lenient();
      dry = call.query().flag("dry_run");
      expiresIn = WriteRequest.expiresIn(call);
      key = call.idempotencyKey();
      scope = call.scope();
    } catch (RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  /**
   * Counts all lines as writes to be accepted, or returns why there is no room for them. A dry run
   * is not counted.
   */
  Optional<Refusal> admit() {
    if (dry) {
      return Optional.empty();
    }
    var refusal = bulk.admit(partner, lines.lines());
    open = refusal.isEmpty() ? lines.lines() : 0;
    return refusal;
  }

  /**
   * Accepts the first part of the lines; false if the request has no lines. Throws {@link
   * StoreUnavailable}.
   */
  boolean begin() {
    first = accepted();
    return first != null;
  }

  @Override
  public byte @Nullable [] next() {
    var ready = first;
    first = null;
    if (ready != null) {
      return ready;
    }
    return away ? refused(part(), NOT_ACCEPTED) : accepted();
  }

  /** The first part was accepted by {@link #begin}. */
  @Override
  public boolean changed() {
    return !dry;
  }

  @Override
  public void close() {
    ended(open);
    lines.close();
  }

  private void ended(int writes) {
    bulk.ended(partner, Math.min(open, writes));
    open -= Math.min(open, writes);
  }

  /** One line of the request: a write, or the reason why it is malformed. */
  private record Line(@Nullable WriteCommand command, @Nullable Halt halt) {}

  private byte @Nullable [] accepted() {
    var part = part();
    if (part.isEmpty()) {
      return null;
    }
    var commands = new ArrayList<WriteCommand>();
    for (var line : part) {
      if (line.command != null) {
        commands.add(line.command);
      }
    }
    List<BulkResult> results;
    try {
      results = bulk.accept(commands);
    } catch (StoreUnavailable e) {
      if (index == part.size()) {
        throw e;
      }
      away = true;
      return refused(part, why(e));
    }
    away =
        results.stream()
            .anyMatch(
                one ->
                    one instanceof BulkResult.Failed(var why) && why instanceof StoreUnavailable);
    ended(part.size());
    var next = results.iterator();
    var at = index - part.size();
    var out = new ByteArrayOutputStream();
    for (var line : part) {
      write(out, line.halt != null ? failed(at, line.halt) : told(at, next.next()));
      at++;
    }
    return out.toByteArray();
  }

  /**
   * The answers that refuse the lines of a part because the store cannot be reached; null if the
   * part has no lines.
   */
  private byte @Nullable [] refused(List<Line> part, String why) {
    if (part.isEmpty()) {
      return null;
    }
    var halt = new Halt(503, why, Map.of());
    var at = index - part.size();
    var out = new ByteArrayOutputStream();
    for (var line : part) {
      write(out, failed(at, line.halt != null ? line.halt : halt));
      at++;
    }
    return out.toByteArray();
  }

  private List<Line> part() {
    var texts = new ArrayList<byte[]>();
    var bytes = 0;
    while (texts.size() < AcceptBulk.PART && bytes < MOST_BYTES) {
      var text = lines.next();
      if (text == null) {
        break;
      }
      texts.add(text);
      bytes += text.length;
    }
    var from = index;
    index += texts.size();
    return Computing.run(
        bytes,
        () -> {
          var part = new ArrayList<Line>();
          for (var text : texts) {
            part.add(line(from + part.size(), text));
          }
          return part;
        });
  }

  private Line line(int at, byte[] text) {
    try {
      var body = Call.object(RequestJson.read(text));
      return new Line(
          new WriteCommand(
              partner,
              resource,
              OperationType.CREATE,
              null,
              body,
              lenient,
              dry ? WriteCommand.Manner.DRY_RUN : WriteCommand.Manner.ASYNC,
              expiresIn,
              key == null ? null : key + "/" + at,
              scope,
              key == null ? "" : BodyHash.of(body),
              trace),
          null);
    } catch (Halt halt) {
      return new Line(null, halt);
    }
  }

  private static String why(StoreUnavailable failure) {
    return failure.maybeCommitted() ? PERHAPS_ACCEPTED : NOT_ACCEPTED;
  }

  private static Map<String, @Nullable Object> told(int at, BulkResult result) {
    return switch (result) {
      case BulkResult.Answered(var answer) -> told(at, answer);
      case BulkResult.Failed(StoreUnavailable why) -> failed(at, new Halt(503, why(why), Map.of()));
      // The caller gets no detail of an unexpected failure, as after a single write.
      case BulkResult.Failed(_) -> failed(at, new Halt(500, null, Map.of()));
    };
  }

  private static Map<String, @Nullable Object> told(int at, Answer<WriteResult> answer) {
    return switch (answer) {
      case Answer.Refused<WriteResult>(var refusal) -> failed(at, Replies.error(refusal));
      case Answer.Ok<WriteResult>(WriteResult.Stored(var operation, var replayed)) -> {
        var json = begun(at, 202);
        json.put("operation", operation.toJson());
        if (replayed) {
          json.put("replayed", true);
        }
        yield json;
      }
      case Answer.Ok<WriteResult>(WriteResult.Shown shown) -> {
        var json = begun(at, 200);
        json.put("result", shown.toJson());
        yield json;
      }
    };
  }

  private static Map<String, @Nullable Object> failed(int at, Halt halt) {
    return failed(at, Replies.error(halt));
  }

  private static Map<String, @Nullable Object> failed(int at, Map<String, @Nullable Object> error) {
    var json = begun(at, error.get("code"));
    json.put("error", error);
    return json;
  }

  private static Map<String, @Nullable Object> begun(int at, @Nullable Object status) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("index", at);
    json.put("status", status);
    return json;
  }

  private static void write(ByteArrayOutputStream out, Map<String, @Nullable Object> line) {
    out.writeBytes(JsonWriter.bytes(line));
    out.write('\n');
  }
}
