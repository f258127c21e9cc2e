package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.outcome.TspReply;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.TspRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of one call: an answer for the adapter to read, or a failure with its outcome. */
public sealed interface Exchange {

  /**
   * An answer of the TSP. The {@link Verdict.Reader} of the adapter reads it first, whatever its
   * status. The adapter itself gets the answer only if the status is a success and the reader found
   * no error.
   */
  final class Answered implements Exchange {
    private final String tsp;
    private final TspRequest request;
    private final int status;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean whole;
    private final Secrets secrets;

    Answered(
        String tsp,
        TspRequest request,
        int status,
        Map<String, List<String>> headers,
        byte[] body,
        boolean whole,
        Secrets secrets) {
      this.tsp = tsp;
      this.request = request;
      this.status = status;
      this.headers = headers;
      this.body = body;
      this.whole = whole;
      this.secrets = secrets;
    }

    /** The request that was answered; its body may hold secrets. */
    public TspRequest request() {
      return request;
    }

    public int status() {
      return status;
    }

    /**
     * The first value of a header of the answer, or null if it has no such header; the name must be
     * in lower case.
     */
    public @Nullable String header(String name) {
      return ErrorTexts.first(headers, name);
    }

    /**
     * Whether the answer arrived completely. If not, its body is lost, but its status and headers
     * are known.
     */
    public boolean whole() {
      return whole;
    }

    public boolean empty() {
      return whole && body.length == 0;
    }

    /** The body; null if it is not JSON or is incomplete. */
    public @Nullable TspJson json() {
      return whole ? TspJson.read(body) : null;
    }

    /**
     * The body as UTF-8 text, unchanged. It may hold secrets; use {@link #words} for texts that
     * people see.
     */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The TSP's message in the body, with secrets removed. */
    public String words() {
      var words = ErrorTexts.words(TspJson.read(body), headers, body);
      return ErrorTexts.cut(ErrorTexts.tidy(secrets.scrub(words)), 500);
    }

    /**
     * Makes an error from this answer.
     *
     * @param remark what is wrong with the answer; secrets are removed from it
     * @param maybeApplied whether the TSP may have applied the write
     */
    public TspError error(ErrorType type, String remark, boolean maybeApplied) {
      return new TspError(
          type,
          ErrorTexts.remark(tsp, request, status, remark, secrets),
          maybeApplied,
          new TspReply(status, ReplyHeaders.shown(headers, secrets)));
    }
  }

  /**
   * A failed call.
   *
   * @param outcome a {@link Outcome.Rejected} or {@link Outcome.Throttled}
   * @param status the status of the answer, or null if none came
   * @param body the answer's body as JSON, or null
   */
  record Failed(Outcome outcome, TspError error, @Nullable Integer status, @Nullable TspJson body)
      implements Exchange {
    public boolean is(int code) {
      return status != null && status == code;
    }

    /**
     * The outcome of a create that the TSP refused because the record exists already. It is a
     * success if an earlier attempt of the same operation made that record, unknown if the record
     * must be looked up again later, and otherwise the refusal.
     *
     * @param found what looking up the record has shown
     */
    public Outcome asDuplicate(Settler.Settlement found) {
      return switch (found) {
        case Settler.Settlement.Applied(var source, _) -> Outcome.accepted(source);
        case Settler.Settlement.NotApplied _, Settler.Settlement.CannotTell _ -> outcome;
        case Settler.Settlement.Progressed _, Settler.Settlement.TryLater _ ->
            Outcome.rejected(
                new TspError(error.type(), error.details(), true, error.reply()),
                new Retry.Backoff());
      };
    }

    @Override
    public String toString() {
      return "Failed[" + status + "]";
    }
  }
}
