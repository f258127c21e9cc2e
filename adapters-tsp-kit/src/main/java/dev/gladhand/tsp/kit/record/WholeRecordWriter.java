package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.record.OperationType;
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
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Updates a record at a TSP whose calls replace the whole record: reads the record, changes it and
 * writes it back. The record is read just before each write, so that members that the gateway does
 * not know keep their current values.
 */
public final class WholeRecordWriter<P extends Payload> implements Writer<P> {
  private final TspApi api;
  private final FieldMap fields;
  private final Calls calls;

  /** The calls of one kind of record. Pure. */
  public interface Calls {
    /** The call that reads the record to change. */
    TspRequest read(TspApi api, Write<?> write);

    /** The records in the answer to the read, at most one; null if the answer cannot be read. */
    @Nullable List<TspJson> records(Exchange.Answered answered);

    /**
     * The call that writes the record back.
     *
     * @param record the record as it was read, with the changes; only the changes if it was not
     *     read
     */
    TspRequest write(TspApi api, Write<?> write, Map<String, @Nullable Object> record);
  }

  public WholeRecordWriter(TspApi api, FieldMap fields, Calls calls) {
    this.api = api;
    this.fields = fields;
    this.calls = calls;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return fields.rules(OperationType.UPDATE, settings);
  }

  @Override
  public Translation translate(Write<P> write) {
    var body = fields.body(write);
    return body.translation(calls.write(api, write, body.json()));
  }

  @Override
  public Translation preview(Write<P> write, Supplier<TspAccess> tsp) {
    var body = fields.body(write);
    if (!body.faults().isEmpty()) {
      return new Translation.Faulty(body.faults());
    }
    return switch (read(write, tsp.get())) {
      case Read.Here(var record) -> body.translation(request(write, record, body));
      case Read.Failed(_, var why) -> {
        body.warn("", "only the changes are shown, as the record could not be read: " + why);
        yield body.translation(calls.write(api, write, body.json()));
      }
      case Read.Nowhere(_, var why) -> {
        body.fault("", RecordCall.targetId(write), why, "unknown_record");
        yield new Translation.Faulty(body.faults());
      }
    };
  }

  @Override
  public Outcome send(Write<P> write, TspAccess tsp) {
    var body = fields.body(write);
    if (!body.faults().isEmpty()) {
      return body.refused(api.tsp());
    }
    return switch (read(write, tsp)) {
      case Read.Failed(var outcome, _) -> outcome;
      case Read.Nowhere(var outcome, _) -> outcome;
      case Read.Here(var record) ->
          switch (api.write(request(write, record, body), tsp)) {
            case Exchange.Answered _ -> Outcome.accepted();
            case Exchange.Failed failed -> failed.outcome();
          };
    };
  }

  private sealed interface Read {
    record Here(TspJson record) implements Read {}

    record Nowhere(Outcome outcome, String why) implements Read {}

    record Failed(Outcome outcome, String why) implements Read {}
  }

  private Read read(Write<P> write, TspAccess tsp) {
    return switch (api.read(calls.read(api, write), tsp)) {
      case Exchange.Failed failed -> new Read.Failed(failed.outcome(), failed.error().details());
      case Exchange.Answered answered -> {
        var records = calls.records(answered);
        if (records == null || records.size() > 1) {
          var error = answered.error(ErrorType.TSP, "the record cannot be read", false);
          yield new Read.Failed(Outcome.rejected(error, new Retry.Backoff()), error.details());
        }
        if (records.isEmpty()) {
          var why = "there is no record " + RecordCall.targetId(write);
          var error = answered.error(ErrorType.VALIDATION, why, false);
          yield new Read.Nowhere(Outcome.rejected(error, new Retry.Never()), why);
        }
        yield new Read.Here(records.getFirst());
      }
    };
  }

  private TspRequest request(Write<P> write, TspJson record, Body changes) {
    var whole = new LinkedHashMap<String, @Nullable Object>(record.members());
    whole.putAll(changes.json());
    return calls.write(api, write, whole);
  }

  /** Safe: every attempt writes the whole record again. */
  @Override
  public RepeatSafety repeatSafety(Write<P> write) {
    return RepeatSafety.SAFE;
  }
}
