package dev.gladhand.application.operation;

import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.HeldWrites;
import dev.gladhand.application.engine.PastWaits;
import dev.gladhand.application.store.LaneMemory;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.AddResult.Added;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.State;
import dev.gladhand.domain.operation.Waiting;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells why operations wait where their rows do not: for an earlier one, or with their whole lane,
 * whichever node holds it. Thread-safe.
 */
public final class WhyItWaits {
  private static final LaneWait NOTHING = new LaneWait(null, null, null);
  private static final LaneWait CREDENTIALS = new LaneWait(Waiting.CREDENTIALS, null, null);

  private final Operations operations;
  private final Lanes lanes;
  private final LiveConnections connections;
  private final HeldWrites held;
  private final InstantSource clock;

  /**
   * @param held the lanes that this node holds
   * @param clock the store's
   */
  public WhyItWaits(
      Operations operations,
      Lanes lanes,
      LiveConnections connections,
      HeldWrites held,
      InstantSource clock) {
    this.operations = operations;
    this.lanes = lanes;
    this.connections = connections;
    this.held = held;
    this.clock = clock;
  }

  /**
   * What keeps a lane as a whole: credentials, a limit, a circuit.
   *
   * @param until when nothing of the lane may be sent before, or null
   * @param next what the next permit is for, or null where that is not known
   */
  record LaneWait(@Nullable Waiting why, @Nullable Instant until, LaneMemory.@Nullable Next next) {
    static LaneWait of(LaneMemory memory, Instant now) {
      var why = memory.why(now);
      return why == null
          ? NOTHING
          : new LaneWait(why, memory.binding() ? memory.until() : null, memory.next());
    }

    static LaneWait of(@Nullable String parked, @Nullable String memory, Instant now) {
      return Waiting.CREDENTIALS.wire().equals(parked)
          ? CREDENTIALS
          : of(LaneMemory.of(memory), now);
    }
  }

  /** Each as it is now, in the order given. Blocks; throws {@link StoreUnavailable}. */
  public List<OperationView> show(List<ResourceOperation> read) {
    var open = read.stream().filter(WhyItWaits::waits).toList();
    if (open.isEmpty()) {
      return read.stream().map(OperationView::of).toList();
    }
    var ordered =
        open.stream().filter(op -> op.orderKey().isPresent()).map(ResourceOperation::id).toList();
    var behind = operations.behind(ordered);
    var lanes = lanes(open);
    var now = clock.instant();
    return read.stream()
        .map(
            op ->
                view(
                    op,
                    behind.contains(op.id()),
                    lanes.getOrDefault(op.connection(), NOTHING),
                    now))
        .toList();
  }

  /** As it is now; as its row says where the store does not tell more. Never fails, blocks. */
  public OperationView show(ResourceOperation operation) {
    try {
      return show(List.of(operation)).getFirst();
    } catch (StoreUnavailable e) {
      return OperationView.of(operation);
    }
  }

  /** One that was stored this moment, and what was seen then. */
  public OperationView accepted(Added added) {
    var stored = added.operation();
    var now = clock.instant();
    if (lacksCredentials(stored)) {
      return view(stored, added.behind(), CREDENTIALS, now);
    }
    var here = here(stored.connection(), now);
    var lane = added.lane();
    var seen = lane == null ? NOTHING : LaneWait.of(lane.parked(), lane.memory(), now);
    return view(stored, added.behind(), here != null ? here : seen, now);
  }

  /** What it waited for, if it ends now. Blocks; throws {@link StoreUnavailable}. */
  List<Past> waited(ResourceOperation op) {
    var here = held.known(op.connection());
    var lane =
        here.isPresent()
            ? here
            : lanes.status(op.connection()).map(status -> LaneMemory.of(status.memory()));
    return PastWaits.of(
        op,
        lane.map(LaneMemory::waits).orElse(List.of()),
        clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  private static OperationView view(
      ResourceOperation op, boolean behind, LaneWait lane, Instant now) {
    if (!(op.state() instanceof State.Waits(var due, var own, _, _)) || !waits(op)) {
      return OperationView.of(op);
    }
    var why = why(own, due.isAfter(now), behind, lane.why);
    return new OperationView(op, why == own ? null : why, next(op.id(), why, due, lane, now));
  }

  /** When its next attempt is made, in the future; null where nobody can say. */
  static @Nullable Instant next(
      OperationId id, @Nullable Waiting why, Instant due, LaneWait lane, Instant now) {
    var told =
        switch (why) {
          case BACKOFF, QUEUE -> due;
          case RATE_LIMIT -> permit(id, due, lane);
          case EARLIER_WRITE, CREDENTIALS, CIRCUIT, SETTLING -> null;
          case null -> null;
        };
    return told != null && told.isAfter(now) ? told : null;
  }

  /** The TSP's word to come back later binds the lane; else permits come one by one. */
  private static Instant permit(OperationId id, Instant due, LaneWait lane) {
    var until = lane.until;
    if (until == null && lane.next != null && lane.next.operation().equals(id)) {
      until = lane.next.at();
    }
    return until != null && until.isAfter(due) ? until : due;
  }

  /**
   * @param own what its row says: true until it is due, and not always after it
   */
  static @Nullable Waiting why(
      @Nullable Waiting own, boolean early, boolean behind, @Nullable Waiting lane) {
    if (lane == Waiting.CREDENTIALS) {
      return lane;
    }
    if (own == Waiting.BACKOFF && early) {
      return own;
    }
    if (behind) {
      return Waiting.EARLIER_WRITE;
    }
    if (lane != null) {
      return lane;
    }
    return own == Waiting.CREDENTIALS || own == Waiting.RATE_LIMIT && !early ? Waiting.QUEUE : own;
  }

  /** Not under way, and not being looked up. */
  private static boolean waits(ResourceOperation op) {
    return op.state() instanceof State.Waits waits && waits.reason() != Waiting.SETTLING;
  }

  private Map<ConnectionId, LaneWait> lanes(List<ResourceOperation> open) {
    var waits = new HashMap<ConnectionId, LaneWait>();
    lanes
        .statuses(open.stream().map(ResourceOperation::connection).distinct().toList())
        .forEach(
            (connection, lane) -> {
              var here = here(connection, lane.now());
              waits.put(connection, here != null ? here : wait(lane));
            });
    open.stream()
        .filter(WhyItWaits::lacksCredentials)
        .map(ResourceOperation::connection)
        .distinct()
        .filter(this::isFailed)
        .forEach(connection -> waits.put(connection, CREDENTIALS));
    return waits;
  }

  /** So its row says: it is true until the connection has new ones. */
  private static boolean lacksCredentials(ResourceOperation op) {
    return op.state() instanceof State.Pending pending && pending.why() == Waiting.CREDENTIALS;
  }

  private boolean isFailed(ConnectionId connection) {
    return connections
        .find(connection)
        .filter(one -> one.status() == ConnectionStatus.FAILED)
        .isPresent();
  }

  private static LaneWait wait(Lanes.LaneStatus lane) {
    return LaneWait.of(lane.parked(), lane.memory(), lane.now());
  }

  /** Null where this node does not hold the lane, or knows of nothing that it waits for. */
  private @Nullable LaneWait here(ConnectionId connection, Instant now) {
    var why = held.blockedBy(connection);
    if (why == null) {
      return null;
    }
    return held.known(connection)
        .filter(memory -> memory.why(now) == why)
        .map(memory -> LaneWait.of(memory, now))
        .orElse(new LaneWait(why, null, null));
  }
}
