package dev.gladhand.http.write;

import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.write.AcceptBulk;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.gate.RequestTraces;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.SpooledBody;
import dev.gladhand.http.request.Takes;
import dev.gladhand.http.stream.PieceStreams;
import io.micronaut.context.annotation.Executable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Accepts many creates of one resource in one request, one in each line, on the paths of {@link
 * WriteRoutes}.
 */
@Singleton
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class BulkController {
  static final String LINES = "application/x-ndjson";

  private static final int MOST_BYTES = 32 * 1024 * 1024;
  private static final int MOST_LINES = 10_000;
  private static final int LONGEST_LINE = 1024 * 1024;

  private final AcceptBulk bulk;
  private final PieceStreams streams;
  private final RequestTraces traces;

  BulkController(AcceptBulk bulk, PieceStreams streams, RequestTraces traces) {
    this.bulk = bulk;
    this.streams = streams;
    this.traces = traces;
  }

  @Knows({"dry_run", "expires_in"})
  @Executable
  @Secured(Scopes.TELEMATICS_WRITE)
  @Takes(value = LINES, most = MOST_BYTES, spooled = true)
  @NewWork
  HttpResponse<?> create(Call call) {
    var lines = call.spooled();
    var answer = new BulkAnswer(bulk, call, lines, traces.begin(call));
    try {
      check(lines);
      var refusal = answer.admit().orElse(null);
      if (refusal != null) {
        answer.close();
        return Replies.refusal(refusal);
      }
      // If the store is unavailable before the first line is answered, the whole request is
      // refused.
      streams.inTurn(call, answer::begin);
    } catch (RuntimeException e) {
      answer.close();
      throw e;
    }
    return streams.answer(call, LINES, answer);
  }

  private static void check(SpooledBody lines) {
    if (lines.lines() == 0) {
      throw Halt.malformed("the body has no line");
    }
    if (lines.lines() > MOST_LINES) {
      throw new Halt(413, "the body has more than 10,000 lines", Map.of());
    }
    if (lines.longestLine() > LONGEST_LINE) {
      throw new Halt(413, "a line of the body is longer than 1024 KiB", Map.of());
    }
  }
}
