package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.RecipientResult;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.SentRequest;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Writers that go wrong, each in one way. */
final class BrokenWriters {
  private BrokenWriters() {}

  /** A constructor; what it makes serves for payloads of every kind. */
  interface Maker {
    AcmeWriter<Payload> make(TspHttp http, String path, FieldMap fields);
  }

  static TspAdapterFactory adapter(Maker maker) {
    return runtime ->
        new AcmeAdapter(runtime) {
          private final Writers broken =
              Writers.builder()
                  .create(Resource.MESSAGE, maker.make(http, "/messages", MESSAGE))
                  .create(Resource.VEHICLE, maker.make(http, "/vehicles", VEHICLE))
                  .update(Resource.VEHICLE, maker.make(http, "/vehicles", VEHICLE))
                  .create(Resource.TRAILER, maker.make(http, "/trailers", TRAILER))
                  .build();

          @Override
          public Writers writers() {
            return broken;
          }
        };
  }

  /** Two calls where one was asked for. */
  static class SendsTwice<P extends Payload> extends AcmeWriter<P> {
    SendsTwice(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      var first = super.exchange(write, login, tsp);
      return write.payload().resource() == Resource.MESSAGE
          ? super.exchange(write, login, tsp)
          : first;
    }
  }

  /** The credential beside the request that is kept. */
  static class KeepsItsToken<P extends Payload> extends AcmeWriter<P> {
    KeepsItsToken(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      tsp.sending().accept(new SentRequest("POST", "https://acme.example", login.headers(), null));
      return super.exchange(write, login, tsp);
    }
  }

  /** Does not ask whether the request may still leave. */
  static class SendsTooLate<P extends Payload> extends AcmeWriter<P> {
    SendsTooLate(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      return super.exchange(write, login, tsp.telling(tsp.sending()::accept));
    }
  }

  /** What is kept was never sent. */
  static class KeepsAnother<P extends Payload> extends AcmeWriter<P> {
    KeepsAnother(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      tsp.sending().accept(new SentRequest("POST", "https://acme.example", Map.of(), "{}"));
      return super.exchange(write, login, tsp);
    }
  }

  /** Again by itself, after an attempt of which nobody knows. */
  static class RepeatsByItself<P extends Payload> extends AcmeWriter<P> {
    RepeatsByItself(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      var first = super.exchange(write, login, tsp);
      return first instanceof Exchange.Failed failed && failed.status() == null
          ? super.exchange(write, login, tsp)
          : first;
    }
  }

  /** Goes on where a fact could not be read. */
  static class WritesWithoutItsFact<P extends Payload> extends AcmeWriter<P> {
    WritesWithoutItsFact(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    public Outcome send(Write<P> write, TspAccess tsp) {
      var login = login(tsp.credentials());
      if (login == null) {
        return nobody();
      }
      if (write.type() == OperationType.UPDATE) {
        fact(write, login, tsp);
      }
      return switch (exchange(write, login, tsp)) {
        case Exchange.Answered answered -> answered(write, answered);
        case Exchange.Failed failed -> failed(write, failed, tsp);
      };
    }
  }

  /** Knows one lock, and takes it for that of every record. */
  static class MixesFacts<P extends Payload> extends AcmeWriter<P> {
    private volatile boolean isKnown;

    MixesFacts(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      if (write.type() == OperationType.UPDATE && isKnown) {
        return super.exchange(locked(write), login, tsp);
      }
      isKnown = true;
      return super.exchange(write, login, tsp);
    }

    private Write<P> locked(Write<P> write) {
      return new Write<>(
          write.key(),
          write.type(),
          write.payload(),
          AdapterBench.reference(Resource.VEHICLE, "601"),
          write.settings(),
          write.progress(),
          write.deadline());
    }
  }

  /** A failed call told in another way. */
  interface Retelling {
    Outcome of(Exchange.Failed failed, TspAccess tsp);
  }

  static TspAdapterFactory failing(Retelling retelling) {
    return adapter(
        (http, path, fields) ->
            new AcmeWriter<>(http, path, fields) {
              @Override
              Outcome failed(Write<Payload> write, Exchange.Failed failed, TspAccess tsp) {
                return retelling.of(failed, tsp);
              }
            });
  }

  static Outcome notApplied(Exchange.Failed failed, int status) {
    var error = failed.error();
    return failed.is(status)
        ? Outcome.rejected(
            new TspError(error.type(), error.details(), false, error.reply()), new Retry.Backoff())
        : failed.outcome();
  }

  static Outcome withToken(Exchange.Failed failed, TspAccess tsp) {
    var error = failed.error();
    var details = error.details() + " for the token " + tsp.credentials().get(AcmeAdapter.TOKEN);
    return failed.is(400)
        ? Outcome.rejected(
            new TspError(error.type(), details, error.maybeApplied(), error.reply()),
            new Retry.Never())
        : failed.outcome();
  }

  static Outcome unhurried(Exchange.Failed failed) {
    return failed.is(429) ? new Outcome.Throttled(failed.error(), null) : failed.outcome();
  }

  /** An answer of success told in another way. */
  interface Reading {
    Outcome of(Write<?> write, Exchange.Answered answered);
  }

  static TspAdapterFactory reading(Reading reading) {
    return adapter(
        (http, path, fields) ->
            new AcmeWriter<>(http, path, fields) {
              @Override
              Outcome answered(Write<Payload> write, Exchange.Answered answered) {
                var good = super.answered(write, answered);
                var told = reading.of(write, answered);
                return told instanceof Outcome.Accepted ? good : told;
              }
            });
  }

  /** Reads no further than the status. */
  static class LooksAtTheStatusOnly<P extends Payload> extends AcmeWriter<P> {
    LooksAtTheStatusOnly(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Outcome answered(Write<P> write, Exchange.Answered answered) {
      return write.payload().resource() == Resource.MESSAGE
          ? Outcome.accepted()
          : Outcome.accepted(id(answered));
    }
  }

  static Outcome failsOnTheUnreadable(Exchange.Answered answered) {
    return answered.json() == null
        ? Outcome.rejected(answered.error(ErrorType.TSP, "no JSON", false), new Retry.Backoff())
        : Outcome.accepted();
  }

  static Outcome trustsTheLabel(Exchange.Answered answered) {
    var type = answered.header("content-type");
    return type == null || !type.startsWith("application/json")
        ? Outcome.rejected(answered.error(ErrorType.TSP, "no JSON", true), new Retry.Never())
        : Outcome.accepted();
  }

  /** Another key for each attempt. */
  static class ForgetsItsKey<P extends Payload> extends AcmeWriter<P> {
    ForgetsItsKey(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    TspRequest request(Write<?> write) {
      var request = super.request(write);
      var key = UUID.randomUUID().toString().replace("-", "");
      return withBody(request, String.valueOf(request.body()).replace(write.key().hex(), key));
    }
  }

  private static TspRequest withBody(TspRequest request, String body) {
    return new TspRequest(
        request.method(), request.url(), request.headers(), request.secretHeaders(), body, body);
  }

  /** One call's write is remembered for another's answer. */
  static class KeepsState<P extends Payload> extends AcmeWriter<P> {
    private volatile @Nullable Write<P> current;

    KeepsState(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      current = write;
      return super.exchange(write, login, tsp);
    }

    @Override
    Outcome answered(Write<P> write, Exchange.Answered answered) {
      var last = current;
      return last == null || write.payload().resource() != Resource.MESSAGE
          ? super.answered(write, answered)
          : Outcome.delivered(
              last.openRecipients().stream().map(RecipientResult::delivered).toList());
    }
  }

  /** A translation told in another way. */
  interface Showing {
    Translation of(Translation.Ready ready);
  }

  static TspAdapterFactory showing(Showing showing) {
    return adapter(
        (http, path, fields) ->
            new AcmeWriter<>(http, path, fields) {
              @Override
              public Translation translate(Write<Payload> write) {
                return super.translate(write) instanceof Translation.Ready ready
                    ? showing.of(ready)
                    : super.translate(write);
              }
            });
  }

  static Translation hidesWhatIsLost(Translation.Ready ready) {
    return new Translation.Ready(ready.request(), List.of(), ready.warnings());
  }

  static Translation showsAnotherBody(Translation.Ready ready) {
    return new Translation.Ready(
        withBody(ready.request(), "{}"), ready.notDelivered(), ready.warnings());
  }

  /** Nulls are left out, as many a JSON library does by itself. */
  static class LeavesOutNulls<P extends Payload> extends AcmeWriter<P> {
    LeavesOutNulls(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    TspRequest request(Write<?> write) {
      var request = super.request(write);
      return withBody(request, String.valueOf(request.body()).replaceAll(",?\"[a-z]+\":null", ""));
    }
  }

  /** Sends what it likes in a header. */
  static class AddsAHeader<P extends Payload> extends AcmeWriter<P> {
    AddsAHeader(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      var headers = new java.util.LinkedHashMap<>(login.headers());
      headers.put("X-Debug", "true");
      return super.exchange(write, new Login(headers, login.secrets()), tsp);
    }
  }

  /** Two calls that meet send what the later one was about to. */
  static class SharesItsRequest<P extends Payload> extends AcmeWriter<P> {
    private final CyclicBarrier both = new CyclicBarrier(2);
    private volatile @Nullable TspRequest current;

    SharesItsRequest(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      current = request(write);
      meet(both);
      return write(Objects.requireNonNull(current), login, tsp);
    }
  }

  /** Two reads that meet: what the later one has read is written by both. */
  static class SharesWhatItRead<P extends Payload> extends AcmeWriter<P> {
    private final CyclicBarrier both = new CyclicBarrier(2);
    private volatile @Nullable Write<P> locked;

    SharesWhatItRead(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      if (write.type() == OperationType.CREATE) {
        return super.exchange(write, login, tsp);
      }
      locked = write;
      meet(both);
      return super.exchange(Objects.requireNonNull(locked), login, tsp);
    }
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (BrokenBarrierException | TimeoutException _) {
      both.reset();
    }
  }

  /** Signs in and tries again within the same attempt. */
  static class SignsInAndRepeats<P extends Payload> extends AcmeWriter<P> {
    SignsInAndRepeats(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange exchange(Write<P> write, Login login, TspAccess tsp) {
      var first = super.exchange(write, login, tsp);
      return first instanceof Exchange.Answered answered
              && TspJson.string(answered.json(), "refused") != null
          ? super.exchange(write, login, tsp)
          : first;
    }
  }

  /** Leaves what it made up among the words of an error. */
  static class TellsItsPin<P extends Payload> extends AcmeWriter<P> {
    TellsItsPin(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Login hiding(String pin, Login login) {
      return login;
    }
  }

  /** Shows on the console what it sends. */
  static class PrintsWhatItSends<P extends Payload> extends AcmeWriter<P> {
    PrintsWhatItSends(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    Exchange write(TspRequest request, Login login, TspAccess tsp) {
      System.err.println(request.body());
      return super.write(request, login, tsp);
    }
  }

  /** Takes every create for safe. */
  static class ThinksItSafe<P extends Payload> extends AcmeWriter<P> {
    ThinksItSafe(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    public RepeatSafety repeatSafety(Write<P> write) {
      return write.type() == OperationType.CREATE && super.repeatSafety(write) == RepeatSafety.NEVER
          ? RepeatSafety.SAFE
          : super.repeatSafety(write);
    }
  }

  /** Calls without credentials all the same. */
  static class CallsAsNobody<P extends Payload> extends AcmeWriter<P> {
    CallsAsNobody(TspHttp http, String path, FieldMap fields) {
      super(http, path, fields);
    }

    @Override
    public Outcome send(Write<P> write, TspAccess tsp) {
      var login = login(tsp.credentials());
      return login == null
          ? http.write(request(write), Login.NONE, tsp.timeout(), tsp.sending())
                  instanceof Exchange.Failed failed
              ? failed.outcome()
              : Outcome.accepted()
          : super.send(write, tsp);
    }
  }
}
