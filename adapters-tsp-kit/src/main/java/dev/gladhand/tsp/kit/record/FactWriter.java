package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.util.List;
import java.util.function.Supplier;

/**
 * Creates records whose bodies depend on a fact that only the TSP knows about another record, such
 * as the unit of a vehicle's fuel. The fact is read before the write and cached.
 */
public final class FactWriter<P extends Payload, F> implements Writer<P> {
  private final TspApi api;
  private final RecordFacts<F> facts;
  private final Field<Reference> about;
  private final Calls<F> calls;

  /** The calls of one kind of record. Pure. */
  public interface Calls<F> {
    /** The fact that is assumed for a record as long as it has not been read. */
    F supposed(Settings settings);

    /**
     * A name for the fact, such as {@code the vehicle's unit}, for the warning that it is not
     * known.
     */
    String what();

    /** The call that reads the fact of the record with this id. */
    TspRequest read(TspApi api, Settings settings, String id);

    /**
     * The field map that makes the body with this fact; the rules of the fields must be the same
     * for every fact.
     */
    FieldMap fields(F fact);

    TspRequest write(TspApi api, Write<?> write, Body body);

    /**
     * Reads a successful answer to the write. An answer that cannot be read is a success without an
     * id.
     */
    Outcome read(Exchange.Answered answered);

    default Outcome failed(Write<?> write, Exchange.Failed failed) {
      return failed.outcome();
    }
  }

  /**
   * @param about the field that names the record whose fact the body depends on
   */
  public FactWriter(TspApi api, RecordFacts<F> facts, Field<Reference> about, Calls<F> calls) {
    this.api = api;
    this.facts = facts;
    this.about = about;
    this.calls = calls;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return calls.fields(calls.supposed(settings)).rules(OperationType.CREATE, settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    return shown(write, supposed(write));
  }

  @Override
  public Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    if (translate(write) instanceof Translation.Faulty faulty) {
      return faulty;
    }
    return switch (fact(write, tsp.get())) {
      case Fact.Known<F>(var fact) -> shown(write, body(write, fact));
      case Fact.Unknown<F>(_, var error) -> {
        var body = supposed(write);
        body.warn(about, calls.what() + " is not known: " + error.details());
        yield shown(write, body);
      }
    };
  }

  private Translation shown(Write<P> write, Body body) {
    return body.translation(calls.write(api, write, body));
  }

  private Body supposed(Write<P> write) {
    return body(write, calls.supposed(write.settings()));
  }

  private Body body(Write<P> write, F fact) {
    return calls.fields(fact).body(write);
  }

  private Fact<F> fact(Write<P> write, TspAccess tsp) {
    var id = Recipients.id(write, about);
    return facts.of(id, calls.read(api, tsp.settings(), id), tsp);
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    return switch (fact(write, tsp)) {
      case Fact.Unknown<F>(var outcome, _) -> outcome;
      case Fact.Known<F>(var fact) -> {
        var body = body(write, fact);
        yield body.faults().isEmpty() ? sent(write, body, tsp) : body.refused(api.tsp());
      }
    };
  }

  private Outcome sent(Write<P> write, Body body, TspAccess tsp) {
    return switch (api.write(calls.write(api, write, body), tsp)) {
      case Exchange.Answered answered -> calls.read(answered);
      case Exchange.Failed failed -> {
        var outcome = calls.failed(write, failed);
        if (outcome instanceof Outcome.Rejected) {
          // The fact may have changed since it was read.
          facts.forget(tsp.connection(), Recipients.id(write, about));
        }
        yield outcome;
      }
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }
}
