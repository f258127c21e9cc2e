package dev.gladhand.benchmarks;

import dev.gladhand.application.TimeOrderedIds;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.store.LaneLeases.Release;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations.Begin;
import dev.gladhand.application.store.Operations.IdempotencyKey;
import dev.gladhand.application.store.Operations.NewOperation;
import dev.gladhand.application.store.Operations.Recorded;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.RetryPolicy;
import dev.gladhand.domain.operation.Transitions;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.persistence.SqlStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Times each call of the store many times, and puts the medians, in milliseconds, into a map. */
final class BacklogCalls {
  private static final int MOST_CALLS = 200;
  private static final long MOST_NANOS = Duration.ofSeconds(2).toNanos();
  private static final int WARM_UP = 15;
  private static final String NODE = "bench";
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final int PAGE = 300;

  private final SqlStore store;
  private final BacklogRows rows;
  private final Map<String, Double> figures;
  private final Instant now = Instant.now();

  BacklogCalls(SqlStore store, BacklogRows rows, Map<String, Double> figures) {
    this.store = store;
    this.rows = rows;
    this.figures = figures;
  }

  void run() {
    time("claim and release of the full lane", () -> release(claim()));
    attempts();
    chain();
    time("how long until the next lane is due", () -> store.lanes().untilNextDue());
    time("expired", () -> store.operations().expired(200));
    time(
        "abandoned sync writes",
        () -> store.operations().abandonedSync(Duration.ofSeconds(40), 200));
    lookUps();
    lists();
    time("count all that is pending", () -> store.operations().backlog(null));
    time("count one lane", () -> store.operations().backlog(rows.connection(1)));
    time(
        "count the pending of a partner",
        () -> store.operations().pending(rows.partner(), 1_000_000));
    pruning();
    add("add one, to the full lane", 1, 1, null);
    add("add 64, to the full lane", 64, 1, null);
    add("add 64, to another lane", 64, 2, null);
    add("add 64 of one thread", 64, 3, "gate");
  }

  private void time(String what, Runnable call) {
    time(what, MOST_CALLS, call);
  }

  private void time(String what, int calls, Runnable call) {
    for (var i = 0; i < Math.min(WARM_UP, calls / 5); i++) {
      call.run();
    }
    var nanos = new ArrayList<Long>();
    var end = System.nanoTime() + MOST_NANOS;
    do {
      var begun = System.nanoTime();
      call.run();
      nanos.add(System.nanoTime() - begun);
    } while (nanos.size() < calls && System.nanoTime() < end);
    nanos.sort(Long::compare);
    figures.put(what, nanos.get(nanos.size() / 2) / 1e6);
  }

  private LaneLease<ConnectionId> claim() {
    return store.lanes().claim(NODE, 1, LEASE).getFirst().lease();
  }

  private void release(LaneLease<ConnectionId> lease) {
    store.lanes().release(NODE, List.of(new Release<>(lease, null, null)));
  }

  private void add(String what, int many, int connection, @Nullable String thread) {
    time(
        what,
        many == 1 ? MOST_CALLS : 40,
        () -> {
          var batch = new ArrayList<NewOperation>();
          for (var i = 0; i < many; i++) {
            var message = rows.message(connection, thread);
            var key =
                new IdempotencyKey(
                    rows.partner(),
                    "POST /v2/telematics/messages",
                    message.id().toString(),
                    "hash");
            batch.add(new NewOperation(message, key));
          }
          store.operations().add(batch);
        });
  }

  /**
   * Times how long it takes to read the window of a lane, and to read 16 due operations, begin
   * their attempts and record their success.
   */
  private void attempts() {
    var lease = claim();
    time("window of 100", () -> store.operations().window(List.of(lease), 100));
    time(
        "window of 16, begun and recorded",
        25,
        () -> {
          var transitions =
              new Transitions(RetryPolicy.DEFAULT, Instant.now().truncatedTo(ChronoUnit.MICROS), 0);
          var due =
              store.operations().window(List.of(lease), 16).values().iterator().next().operations();
          var begins = due.stream().map(op -> new Begin(transitions.begin(op), lease)).toList();
          store.operations().begin(begins);
          store
              .operations()
              .record(
                  begins.stream()
                      .map(
                          begin ->
                              new Recorded(
                                  transitions.after(
                                      begin.operation(), Outcome.accepted(), RepeatSafety.SAFE),
                                  lease.fence(),
                                  true))
                      .toList());
        });
    release(lease);
  }

  /**
   * Times reading and releasing a lane whose messages all belong to one thread, so that only the
   * first may be sent.
   */
  private void chain() {
    var held = claim();
    rows.chain(4);
    var lease = claim();
    time("window of a lane of one thread", () -> store.operations().window(List.of(lease), 100));
    release(lease);
    time("release of a lane of one thread", () -> release(claim()));
    rows.execute(
        "update lane set due_at = null where connection_id = '" + rows.connection(4) + "'");
    release(held);
  }

  private void lookUps() {
    var some = store.operations().list(query().build()).getFirst();
    time(
        "one operation",
        () -> store.operations().find(rows.partner(), some.connection(), some.id()));
    time(
        "a key of an hour ago",
        () ->
            store
                .operations()
                .findByKey(
                    new IdempotencyKey(
                        rows.partner(), "POST /v2/telematics/messages", "key-9", "hash")));
  }

  private void lists() {
    list("newest", query());
    list("oldest first", query().ascending());
    list("deep page", query().after(rows.since().plus(BacklogRows.SPAN.dividedBy(2))));
    list("connection", query().connection(rows.connection(7)));
    list(
        "connection, deep",
        query().connection(rows.connection(7)).after(rows.since().plusSeconds(500_000)));
    list("status success", query().status("success"));
    list("status failed", query().status("failed"));
    list("status pending", query().status("pending"));
    list("source_name, all", query().tsp("samsara"));
    list("source_name, none", query().tsp("superoffice"));
    list("resource, all", query().resource(Resource.MESSAGE));
    list("resource, none", query().resource(Resource.VEHICLE));
    list("operation, none", query().type(OperationType.UPDATE));
    list("fleet_refs, one of 100", query().fleet("fleet-7"));
    list("fleet_refs, none", query().fleet("no fleet"));
    list("source_id, none", query().source("77"));
    list(
        "the last day, resource none",
        query().resource(Resource.VEHICLE).from(now.minusSeconds(86_400)));
  }

  private void list(String what, Asked asked) {
    var query = asked.build();
    time("list: " + what, () -> store.operations().list(query));
  }

  private Asked query() {
    return new Asked(rows.since().minusSeconds(3600));
  }

  private void pruning() {
    var longAgo = rows.since().minusSeconds(86_400);
    time("prune nothing", () -> store.operations().prune(longAgo, 1000));
    time("prune no keys", () -> store.operations().pruneKeys(longAgo, 1000));
    var halfway = rows.since().plus(BacklogRows.SPAN.dividedBy(2));
    time("prune 50 operations", () -> store.operations().prune(halfway, 50));
    time("prune 50 keys", () -> store.operations().pruneKeys(halfway, 50));
  }

  /** Builds a query for a page. */
  private final class Asked {
    private Instant from;
    private @Nullable ConnectionId connection;
    private @Nullable TspId tsp;
    private @Nullable Resource resource;
    private @Nullable OperationType type;
    private @Nullable String status;
    private @Nullable SourceId source;
    private @Nullable OperationId after;
    private List<String> fleets = List.of();
    private boolean ascending;

    Asked(Instant from) {
      this.from = from;
    }

    Asked from(Instant time) {
      from = time;
      return this;
    }

    Asked connection(ConnectionId id) {
      connection = id;
      return this;
    }

    Asked tsp(String slug) {
      tsp = new TspId(slug);
      return this;
    }

    Asked resource(Resource one) {
      resource = one;
      return this;
    }

    Asked type(OperationType one) {
      type = one;
      return this;
    }

    Asked status(String one) {
      status = one;
      return this;
    }

    Asked source(String id) {
      source = new SourceId(id);
      return this;
    }

    Asked after(Instant time) {
      after = new OperationId(TimeOrderedIds.at(time, ThreadLocalRandom.current()));
      return this;
    }

    Asked fleet(String ref) {
      fleets = List.of(ref);
      return this;
    }

    Asked ascending() {
      ascending = true;
      return this;
    }

    OperationQuery build() {
      return new OperationQuery(
          rows.partner(),
          resource,
          connection,
          tsp,
          fleets,
          type,
          status,
          null,
          source,
          from,
          now.plusSeconds(3600),
          ascending,
          after,
          PAGE);
    }
  }
}
