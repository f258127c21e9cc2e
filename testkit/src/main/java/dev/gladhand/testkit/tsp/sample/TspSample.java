package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A write as a partner sends it, with the calls that the adapter must make for it and their
 * results.
 *
 * @param name the name of the sample, unique within the test of an adapter
 * @param target the TSP's id of the record to change; null on a create
 * @param body the body as partners write it, with {@code "@77"} for a reference to the record with
 *     the id 77 at the TSP
 * @param settings settings of the connection in addition to those of the test, as JSON
 * @param calls the calls that the adapter must make, in order, one for each step of the write
 * @param source the TSP's id of the record, which the write must yield; null if the TSP gives none
 * @param notDelivered the fields of the body that the adapter must report as not delivered
 * @param refusals answers to the first call that have a successful status but mean a refusal
 * @param facts reads at the TSP on which a call may depend, with the TSP's answers; they are
 *     answered at any time, and do not count as calls of the write
 * @param deadline the deadline of the write; null for none
 */
public record TspSample(
    String name,
    Resource resource,
    OperationType type,
    @Nullable String target,
    String body,
    String settings,
    List<ExpectedCall> calls,
    @Nullable String source,
    List<String> notDelivered,
    List<Refusal> refusals,
    List<ExpectedCall> facts,
    @Nullable Instant deadline) {

  /**
   * An answer that refuses the write although its status is a success.
   *
   * @param reply the body of the answer
   * @param words the text that the error must contain; may be empty
   * @param told the outcome that the adapter must give, such as {@code rejected: validation, not
   *     applied, never}
   */
  public record Refusal(
      int status, String reply, Map<String, String> headers, String words, String told) {
    public Refusal {
      headers = Map.copyOf(headers);
    }
  }

  public TspSample {
    calls = List.copyOf(calls);
    notDelivered = List.copyOf(notDelivered);
    refusals = List.copyOf(refusals);
    facts = List.copyOf(facts);
  }

  public static TspSample create(Resource resource, String body) {
    return sample(resource, OperationType.CREATE, null, body);
  }

  public static TspSample update(Resource resource, String target, String body) {
    return sample(resource, OperationType.UPDATE, target, body);
  }

  private static TspSample sample(
      Resource resource, OperationType type, @Nullable String target, String body) {
    var name = resource.wire() + " " + type.wire();
    return new TspSample(
        name, resource, type, target, body, "{}", List.of(), null, List.of(), List.of(), List.of(),
        null);
  }

  /** The members of a sample as variables, to make a copy in which some are changed. */
  private static final class Draft {
    private String name;
    private Resource resource;
    private OperationType type;
    private @Nullable String target;
    private String body;
    private String settings;
    private List<ExpectedCall> calls;
    private @Nullable String source;
    private List<String> notDelivered;
    private List<Refusal> refusals;
    private List<ExpectedCall> facts;
    private @Nullable Instant deadline;

    private Draft(TspSample sample) {
      name = sample.name;
      resource = sample.resource;
      type = sample.type;
      target = sample.target;
      body = sample.body;
      settings = sample.settings;
      calls = sample.calls;
      source = sample.source;
      notDelivered = sample.notDelivered;
      refusals = sample.refusals;
      facts = sample.facts;
      deadline = sample.deadline;
    }
  }

  private TspSample with(Consumer<Draft> change) {
    var draft = new Draft(this);
    change.accept(draft);
    return new TspSample(
        draft.name,
        draft.resource,
        draft.type,
        draft.target,
        draft.body,
        draft.settings,
        draft.calls,
        draft.source,
        draft.notDelivered,
        draft.refusals,
        draft.facts,
        draft.deadline);
  }

  /**
   * A copy of this sample with another record to change; null for a create. The type of the write
   * stays the same.
   */
  public TspSample changing(@Nullable String otherTarget) {
    return with(draft -> draft.target = otherTarget);
  }

  /** The same sample with a name, for several samples of one kind. */
  public TspSample named(String words) {
    return with(draft -> draft.name = name + " (" + words + ")");
  }

  public TspSample settings(String json) {
    return with(draft -> draft.settings = json);
  }

  /**
   * A copy of this sample with a deadline. If the adapter sends the deadline to the TSP, the
   * expected call must contain it.
   */
  public TspSample until(Instant at) {
    return with(draft -> draft.deadline = at);
  }

  /** Adds the next call of the write. */
  public TspSample calls(ExpectedCall next) {
    var all = new ArrayList<>(calls);
    all.add(next);
    return with(draft -> draft.calls = all);
  }

  /** A copy of this sample that must yield this id of the record at the TSP. */
  public TspSample gives(String id) {
    return with(draft -> draft.source = id);
  }

  public TspSample notDelivered(String... fields) {
    return with(draft -> draft.notDelivered = List.of(fields));
  }

  /** A copy of this sample with one more {@link Refusal}, whose body is JSON. */
  public TspSample refusedBy(int status, String reply, String told) {
    return refusedBy(status, reply, Map.of("Content-Type", "application/json"), told);
  }

  /** A copy of this sample with one more {@link Refusal}, which has these headers. */
  public TspSample refusedBy(int status, String reply, Map<String, String> headers, String told) {
    return refusedBy(status, reply, headers, "", told);
  }

  /**
   * A copy of this sample with one more {@link Refusal}, which has these headers, and whose words
   * the error must contain.
   */
  public TspSample refusedBy(
      int status, String reply, Map<String, String> headers, String words, String told) {
    var all = new ArrayList<>(refusals);
    all.add(new Refusal(status, reply, headers, words, told));
    return with(draft -> draft.refusals = all);
  }

  /**
   * Adds a read on which the write depends; {@code *} at the end of its target stands for any ids.
   */
  public TspSample knowing(ExpectedCall fact) {
    var all = new ArrayList<>(facts);
    all.add(fact);
    return with(draft -> draft.facts = all);
  }

  @Override
  public String toString() {
    return name;
  }
}
