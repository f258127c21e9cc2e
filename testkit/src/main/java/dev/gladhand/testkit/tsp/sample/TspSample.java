package dev.gladhand.testkit.tsp.sample;

import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A write as a partner sends it, and what the adapter must make of it.
 *
 * @param target the TSP's id of the record to change; null on a create
 * @param body as partners write it, but with {@code "@77"} for a reference to the record that the
 *     TSP knows as 77
 * @param settings further settings of the connection, as JSON
 * @param calls the calls that the write takes, one for each step
 * @param source the TSP's id of what was made, or null where it gives none
 * @param notDelivered fields of the body that have no place at the TSP
 * @param refusals answers of success that mean a refusal
 * @param facts reads that a call may depend on, with the TSP's answers; they are answered whenever
 *     they are asked, and are no calls of the write
 * @param deadline of the write; null for none
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
   * An answer with a good status that is none.
   *
   * @param words that the error must repeat; may be empty
   * @param told what the adapter must say of it, such as {@code rejected: validation, not applied,
   *     never}
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

  /** The same of another record; null leaves it a create. */
  public TspSample changing(@Nullable String otherTarget) {
    return new TspSample(
        name,
        resource,
        type,
        otherTarget,
        body,
        settings,
        calls,
        source,
        notDelivered,
        refusals,
        facts,
        deadline);
  }

  /** A name of its own, where there are several of one kind. */
  public TspSample named(String words) {
    return new TspSample(
        name + " (" + words + ")",
        resource,
        type,
        target,
        body,
        settings,
        calls,
        source,
        notDelivered,
        refusals,
        facts,
        deadline);
  }

  public TspSample settings(String json) {
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        json,
        calls,
        source,
        notDelivered,
        refusals,
        facts,
        deadline);
  }

  /** The caller wants it done by then: what the TSP is told of it stands in the call. */
  public TspSample until(Instant at) {
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        calls,
        source,
        notDelivered,
        refusals,
        facts,
        at);
  }

  /** The next call of the write. */
  public TspSample calls(ExpectedCall next) {
    var all = new ArrayList<>(calls);
    all.add(next);
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        all,
        source,
        notDelivered,
        refusals,
        facts,
        deadline);
  }

  /** The id that the TSP's last answer gives. */
  public TspSample gives(String id) {
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        calls,
        id,
        notDelivered,
        refusals,
        facts,
        deadline);
  }

  public TspSample notDelivered(String... fields) {
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        calls,
        source,
        List.of(fields),
        refusals,
        facts,
        deadline);
  }

  /** An answer of success to the first call that is a refusal all the same. */
  public TspSample refusedBy(int status, String reply, String told) {
    return refusedBy(status, reply, Map.of("Content-Type", "application/json"), told);
  }

  /** The same by an answer with these headers. */
  public TspSample refusedBy(int status, String reply, Map<String, String> headers, String told) {
    return refusedBy(status, reply, headers, "", told);
  }

  /** The same, where the error must repeat these words of the answer. */
  public TspSample refusedBy(
      int status, String reply, Map<String, String> headers, String words, String told) {
    var all = new ArrayList<>(refusals);
    all.add(new Refusal(status, reply, headers, words, told));
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        calls,
        source,
        notDelivered,
        all,
        facts,
        deadline);
  }

  /** A read that the write depends on; {@code *} at the end of its target stands for any ids. */
  public TspSample knowing(ExpectedCall fact) {
    var all = new ArrayList<>(facts);
    all.add(fact);
    return new TspSample(
        name,
        resource,
        type,
        target,
        body,
        settings,
        calls,
        source,
        notDelivered,
        refusals,
        all,
        deadline);
  }

  @Override
  public String toString() {
    return name;
  }
}
