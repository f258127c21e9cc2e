package dev.gladhand.sandbox.fault;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;

/** Turns a fault into what the connection does in reply. */
public final class Misbehaviour {
  private static final byte[] NOT_HTTP =
      "\u0000\u0016\u0003SSH-2.0-sandbox\r\n%%%% this is not HTTP %%%%\r\n\r\n"
          .getBytes(StandardCharsets.ISO_8859_1);

  private Misbehaviour() {}

  /**
   * The reply that a fault causes instead of the proper answer.
   *
   * @param provider carries the request out and returns the proper answer
   */
  public static Reply of(Fault fault, Supplier<Answer> provider) throws InterruptedException {
    return switch (fault) {
      case Fault.Delay(Duration time, boolean apply) -> delayed(time, apply, provider);
      case Fault.Hang(boolean apply) -> after(apply, provider, new Reply.Hang());
      case Fault.Reset(Fault.When when) -> reset(when, provider);
      case Fault.Close(boolean apply) -> after(apply, provider, new Reply.Close());
      case Fault.CloseAfter() -> new Reply.SendThenClose(provider.get());
      case Fault.HalfBody() -> new Reply.Half(provider.get(), false);
      case Fault.EndlessBody(boolean apply) ->
          new Reply.EndlessBody(apply ? provider.get() : empty());
      case Fault.EndlessHead(boolean apply) -> after(apply, provider, new Reply.EndlessHead());
      case Fault.Dribble(Duration gap) -> new Reply.Dribble(provider.get(), gap);
      case Fault.Html(int status, boolean apply) ->
          after(apply, provider, new Reply.Send(Fault.page(status)));
      case Fault.Garbage(boolean apply) -> after(apply, provider, new Reply.Raw(NOT_HTTP));
      case Fault.Respond given -> after(given.apply(), provider, new Reply.Send(answer(given)));
      case Fault.GzipBomb(long bytes, boolean apply) ->
          after(apply, provider, new Reply.GzipBomb(bytes));
      case Fault.ContentType(String type) -> new Reply.Send(provider.get().as(type));
    };
  }

  private static Reply delayed(Duration time, boolean apply, Supplier<Answer> provider)
      throws InterruptedException {
    if (apply) {
      Answer answer = provider.get();
      Thread.sleep(time);
      return new Reply.Send(answer);
    }
    Thread.sleep(time);
    return new Reply.Send(provider.get());
  }

  private static Reply reset(Fault.When when, Supplier<Answer> provider) {
    return switch (when) {
      case BEFORE_READING, AFTER_READING -> new Reply.Reset();
      case AFTER_APPLYING -> after(true, provider, new Reply.Reset());
      case MID_ANSWER -> new Reply.Half(provider.get(), true);
    };
  }

  private static Reply after(boolean apply, Supplier<Answer> provider, Reply reply) {
    if (apply) {
      Answer _ = provider.get(); // The request is carried out, but its answer is dropped.
    }
    return reply;
  }

  private static Answer answer(Fault.Respond given) {
    return new Answer(
        given.status(), given.headers(), given.body().getBytes(StandardCharsets.UTF_8));
  }

  private static Answer empty() {
    return Answer.of(200, "application/json", "");
  }
}
