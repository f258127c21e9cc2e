package dev.gladhand.application.operation;

import dev.gladhand.application.connection.LiveConnections;
import dev.gladhand.application.engine.HeldWrites;
import dev.gladhand.application.limit.PastWaits;
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
 * Finds out why pending operations wait: for the reason that is stored with them, behind an earlier
 * operation with the same order key, or because the whole lane waits, even if another node holds
 * the lane. Thread-safe.
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
   * @param clock the store's clock
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
   * What a whole lane waits for: credentials, a rate limit, a circuit.
   *
   * @param why null if the lane waits for nothing
   * @param until the time before which nothing of the lane may be sent; null if there is none
   * @param next the operation that gets the next permit; null if that is not known
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

  /**
   * The present views of operations, in the given order. Blocks; throws {@link StoreUnavailable}.
   */
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

  /**
   * The present view of an operation. If the store cannot be read, the view shows only the reason
   * for waiting that is stored in the operation. Blocks; does not throw {@link StoreUnavailable}.
   */
  public OperationView show(ResourceOperation operation) {
    return showAnyway(List.of(operation)).getFirst();
  }

  /**
   * Does for several operations, in the given order, what {@link #show(ResourceOperation)} does.
   */
  public List<OperationView> showAnyway(List<ResourceOperation> read) {
    try {
      return show(read);
    } catch (StoreUnavailable e) {
      return read.stream().map(OperationView::of).toList();
    }
  }

  /**
   * The view of an operation that was just stored, with what was read of its lane in the same
   * transaction.
   */
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

  /**
   * What a pending operation waited for until now, for its history when it ends. Blocks; throws
   * {@link StoreUnavailable}.
   */
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

  /**
   * When the next attempt of the operation is made; null if that is not known or not in the future.
   */
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

  /**
   * When an operation that waits for a rate limit may be sent, as far as is known: when the wait
   * that blocks the whole lane ends; or when the next permit comes, if this operation gets it; but
   * not before the operation is due.
   */
  private static Instant permit(OperationId id, Instant due, LaneWait lane) {
    var until = lane.until;
    if (until == null && lane.next != null && lane.next.operation().equals(id)) {
      until = lane.next.at();
    }
    return until != null && until.isAfter(due) ? until : due;
  }

  /**
   * What an operation waits for.
   *
   * @param own the stored reason, which is right until the operation is due and may be outdated
   *     after that
   * @param early whether the operation is not due yet
   * @param behind whether an earlier operation with the same order key is pending
   * @param lane what the whole lane waits for; null for nothing
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

  /** Whether the operation is pending, and neither under way nor being settled. */
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

  /**
   * Whether credentials are the stored reason why the operation waits. That reason may be outdated
   * once the connection has new credentials.
   */
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

  /**
   * What the connection's lane waits for; null if this node does not hold the lane, or if the lane
   * waits for nothing.
   */
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
