package dev.gladhand.application.flow;

import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.LaneView;
import dev.gladhand.application.store.Connections;
import dev.gladhand.application.store.FlowReads;
import dev.gladhand.application.store.Lanes;
import dev.gladhand.application.store.Operations.Backlog;
import dev.gladhand.domain.connection.Connection;
import dev.gladhand.domain.connection.ConnectionStatus;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how operations proceed and which lanes are blocked, in bounded time. Blocks; throws {@code
 * StoreUnavailable}.
 */
public final class ReadFlow {
  /** How many of the newest operations are read for the figures. */
  public static final int COUNTED = 5_000;

  /** The number up to which the operations of one lane are counted if there are few lanes. */
  private static final int DEEPEST = 10_000;

  /** The number up to which the operations of all lanes together are counted. */
  private static final int DEEPEST_OF_ALL = 200_000;

  private static final Duration SPAN = Duration.ofHours(1);
  private static final int RETRIES = 20;
  private static final int LOOKED_AT = 1_000;
  private static final Backlog NOTHING = new Backlog(0, null);

  /** The reasons for waiting that do not make a lane count as blocked. */
  private static final Set<@Nullable String> FLOWS = flows();

  private final FlowReads reads;
  private final Connections connections;
  private final Lanes lanes;
  private final InstantSource clock;

  public ReadFlow(FlowReads reads, Connections connections, Lanes lanes, InstantSource clock) {
    this.reads = reads;
    this.connections = connections;
    this.lanes = lanes;
    this.clock = clock;
  }

  private static Set<@Nullable String> flows() {
    var words = new HashSet<@Nullable String>(List.of("queue", "backoff"));
    words.add(null);
    return words;
  }

  /**
   * Figures of the newest {@link #COUNTED} operations of the last hour, one for each provider;
   * those of all partners if {@code partner} is null.
   */
  public List<Figures> figures(@Nullable PartnerId partner) {
    var now = clock.instant();
    return Figures.of(reads.recent(partner, now.minus(SPAN), COUNTED), now);
  }

  /**
   * The oldest pending operation of the partner, or of the first 1,000 partners if {@code partner}
   * is null; empty if there is none.
   */
  public Optional<FlowReads.Oldest> oldest(@Nullable PartnerId partner) {
    return reads.oldest(partner, LOOKED_AT);
  }

  /**
   * The number up to which the operations of each lane are counted if there are this many lanes.
   */
  public static int deepest(int lanes) {
    return Math.min(DEEPEST, DEEPEST_OF_ALL / Math.max(1, lanes));
  }

  /**
   * The first 20 operations that were made to retry this one. The caller must have checked that
   * this operation is the partner's.
   */
  public List<OperationId> retries(OperationId of) {
    return reads.retries(of, RETRIES);
  }

  /**
   * The connections that are not active or whose lane is blocked, each with the state of its lane;
   * at most {@code most}; those of all partners if {@code partner} is null.
   */
  public List<ConnectionView> standing(@Nullable PartnerId partner, int most) {
    var notable = reads.notable(partner, LOOKED_AT);
    var statuses = lanes.statuses(notable);
    var known = connections.findAll(notable);
    var found =
        notable.stream()
            .flatMap(id -> Stream.ofNullable(known.get(id)))
            .filter(one -> stands(one, statuses.get(one.id())))
            .limit(most)
            .toList();
    var depths = reads.depths(found.stream().map(Connection::id).toList(), deepest(found.size()));
    return found.stream()
        .map(
            one ->
                new ConnectionView(
                    one,
                    Map.of(),
                    new LaneView(statuses.get(one.id()), depths.getOrDefault(one.id(), NOTHING))))
        .toList();
  }

  private static boolean stands(Connection connection, Lanes.@Nullable LaneStatus status) {
    if (connection.status() == ConnectionStatus.DELETED) {
      return false;
    }
    var json = new LaneView(status, NOTHING).toJson();
    return connection.status() != ConnectionStatus.ACTIVE
        || json.get("parked") != null
        || !FLOWS.contains((String) json.get("waiting_on"));
  }
}
