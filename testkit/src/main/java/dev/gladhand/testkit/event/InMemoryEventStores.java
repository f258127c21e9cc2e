package dev.gladhand.testkit.event;

import dev.gladhand.application.delivery.Deliveries;
import dev.gladhand.application.delivery.EventStores;
import dev.gladhand.application.event.Event;
import dev.gladhand.application.event.EventId;
import dev.gladhand.application.event.Occurrence;
import dev.gladhand.application.feed.Events;
import dev.gladhand.application.store.LaneLease;
import dev.gladhand.application.webhook.DeliveryHistory;
import dev.gladhand.application.webhook.Health;
import dev.gladhand.application.webhook.SigningSecrets;
import dev.gladhand.application.webhook.Subscribers;
import dev.gladhand.application.webhook.Webhook;
import dev.gladhand.application.webhook.WebhookId;
import dev.gladhand.application.webhook.WebhookStatus;
import dev.gladhand.application.webhook.Webhooks;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events and webhooks in memory; the reference implementation of the ports. Thread-safe. */
public final class InMemoryEventStores implements Events, Webhooks, Deliveries, DeliveryHistory {
  private enum Status {
    WAITING,
    DELIVERED,
    DEAD
  }

  private static final class Outbox {
    private final Event event;
    private final Occurrence occurrence;
    private @Nullable Long sequence;

    private Outbox(Event event, Occurrence occurrence) {
      this.event = event;
      this.occurrence = occurrence;
    }
  }

  private static final class Delivery {
    private final Outbox of;
    private final long sequence;
    private Status status = Status.WAITING;
    private Instant at;
    private int attempts;
    private int roundFrom;

    private Delivery(Outbox of, long sequence, Instant at) {
      this.of = of;
      this.sequence = sequence;
      this.at = at;
    }
  }

  private static final class Lane {
    private Webhook webhook;
    private SigningSecrets secrets;
    private Health health;
    private final Map<EventId, Delivery> deliveries = new LinkedHashMap<>();
    private final List<LogLine> log = new ArrayList<>();
    private long nextSequence = 1;
    private long fence;
    private @Nullable String holder;
    private @Nullable Instant dueAt;
    private @Nullable Instant holdUntil;

    private Lane(Webhook webhook, SigningSecrets secrets) {
      this.webhook = webhook;
      this.secrets = secrets;
      this.health = Health.fresh(webhook.createdAt());
    }

    private boolean active() {
      return webhook.status() == WebhookStatus.ACTIVE;
    }

    private void dueBy(Instant at) {
      if (active() && holder == null) {
        var sooner = holdUntil != null && holdUntil.isAfter(at) ? holdUntil : at;
        dueAt = dueAt == null || sooner.isBefore(dueAt) ? sooner : dueAt;
      }
    }

    private Stream<Delivery> waiting() {
      return deliveries.values().stream()
          .filter(one -> one.status == Status.WAITING)
          .sorted(
              Comparator.<Delivery, Instant>comparing(one -> one.at)
                  .thenComparingLong(one -> one.sequence));
    }

    private @Nullable Instant earliest() {
      return waiting().map(one -> one.at).findFirst().orElse(null);
    }
  }

  private final List<Outbox> outbox = new ArrayList<>();
  private final Map<PartnerId, Long> streams = new HashMap<>();
  private final Map<WebhookId, Lane> lanes = new TreeMap<>();
  private Instant now = Instant.EPOCH;
  private long position;
  private long lines;

  /** Sets the store's clock. */
  public synchronized void time(Instant instant) {
    now = instant;
  }

  /** This store as each of the four ports that it implements. */
  public EventStores ports() {
    return new EventStores(this, this, this, this);
  }

  /**
   * Adds one event about a change of an operation or a connection, as a real store does in the
   * transaction of the change.
   */
  public synchronized void write(
      Event event,
      Mode mode,
      @Nullable ConnectionId connection,
      @Nullable String fleetRef,
      @Nullable Resource resource) {
    outbox.add(
        new Outbox(
            event,
            new Occurrence(
                ++position, event.partner(), event.name(), mode, connection, fleetRef, resource)));
  }

  @Override
  public synchronized Sequenced sequence(int limit, Instant now) {
    var fresh = unplaced(Set.of(), limit);
    var full = fresh.size() == limit;
    if (full) {
      var seen = fresh.stream().map(one -> one.event.partner()).collect(Collectors.toSet());
      fresh.addAll(unplaced(seen, Events.ofOthers(limit)));
    }
    var partners = new HashSet<PartnerId>();
    var told = new HashSet<WebhookId>();
    var deliveries = new HashMap<PartnerId, Integer>();
    var placed = 0;
    for (var one : fresh) {
      var partner = one.event.partner();
      if (deliveries.getOrDefault(partner, 0) >= Events.DELIVERIES_OF_A_PARTNER) {
        continue;
      }
      placed++;
      if (one.occurrence.inFeed()) {
        one.sequence = streams.merge(partner, 1L, Long::sum);
        partners.add(partner);
      } else {
        one.sequence = -one.occurrence.position();
      }
      for (var webhook : subscribers(partner).of(one.occurrence)) {
        deliver(one, webhook, now);
        deliveries.merge(partner, 1, Integer::sum);
        told.add(webhook);
      }
    }
    return new Sequenced(placed, full || placed < fresh.size(), false, partners, told);
  }

  private List<Outbox> unplaced(Set<PartnerId> without, int limit) {
    return outbox.stream()
        .filter(one -> one.sequence == null && !without.contains(one.event.partner()))
        .limit(limit)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private Subscribers subscribers(PartnerId partner) {
    return new Subscribers(
        lanes.values().stream()
            .map(lane -> lane.webhook)
            .filter(webhook -> webhook.partner().equals(partner))
            .map(
                webhook ->
                    new Subscribers.Subscriber(webhook.id(), webhook.pattern(), webhook.filters()))
            .toList());
  }

  private void deliver(Outbox event, WebhookId webhook, Instant now) {
    var lane = lane(webhook);
    lane.deliveries.put(event.event.id(), new Delivery(event, lane.nextSequence++, now));
    lane.dueBy(now);
  }

  private Lane lane(WebhookId id) {
    return Optional.ofNullable(lanes.get(id)).orElseThrow();
  }

  @Override
  public synchronized List<Placed> feed(PartnerId partner, long after, int size) {
    return outbox.stream()
        .filter(one -> one.event.partner().equals(partner))
        .<Placed>mapMulti(
            (one, out) -> {
              if (one.sequence != null && one.sequence > Math.max(0, after)) {
                out.accept(new Placed(one.sequence, one.event));
              }
            })
        .sorted(Comparator.comparingLong(Placed::sequence))
        .limit(size)
        .toList();
  }

  @Override
  public synchronized int prune(Instant before, int limit) {
    var before0 = outbox.size();
    outbox.removeIf(one -> one.sequence != null && one.event.createdAt().isBefore(before));
    for (var lane : lanes.values()) {
      lane.deliveries
          .values()
          .removeIf(one -> one.status != Status.WAITING && one.at.isBefore(before));
      lane.log.removeIf(line -> line.at().isBefore(before));
    }
    return before0 - outbox.size();
  }

  @Override
  public synchronized Added add(Webhook webhook, SigningSecrets secrets, int most) {
    if (sameExists(webhook)) {
      return Added.SAME_EXISTS;
    }
    var present =
        lanes.values().stream()
            .filter(lane -> lane.webhook.partner().equals(webhook.partner()))
            .count();
    if (present >= most) {
      return Added.TOO_MANY;
    }
    lanes.put(webhook.id(), new Lane(webhook, secrets));
    return Added.DONE;
  }

  private boolean sameExists(Webhook webhook) {
    return lanes.values().stream()
        .map(lane -> lane.webhook)
        .anyMatch(
            other ->
                other.partner().equals(webhook.partner())
                    && !other.id().equals(webhook.id())
                    && other.sameness().equals(webhook.sameness()));
  }

  @Override
  public synchronized Optional<Webhook> find(PartnerId partner, WebhookId id) {
    return Optional.ofNullable(lanes.get(id))
        .map(lane -> lane.webhook)
        .filter(one -> one.partner().equals(partner));
  }

  @Override
  public synchronized Optional<SigningSecrets> secrets(PartnerId partner, WebhookId id) {
    return find(partner, id).map(_ -> lane(id).secrets);
  }

  @Override
  public synchronized List<Webhook> list(PartnerId partner, @Nullable WebhookId after, int size) {
    return lanes.values().stream()
        .map(lane -> lane.webhook)
        .filter(
            one ->
                one.partner().equals(partner) && (after == null || one.id().compareTo(after) > 0))
        .limit(size)
        .toList();
  }

  @Override
  public synchronized Change update(
      Webhook webhook, @Nullable SigningSecrets secrets, @Nullable Event event) {
    var lane = lanes.get(webhook.id());
    if (lane == null || lane.webhook.version() != webhook.version() - 1) {
      return Change.OUTDATED;
    }
    if (sameExists(webhook)) {
      return Change.SAME_EXISTS;
    }
    var before = lane.webhook.status();
    lane.webhook = webhook;
    lane.secrets =
        secrets == null
            ? new SigningSecrets(
                lane.secrets.current(), lane.secrets.previous(), webhook.previousSecretUntil())
            : secrets;
    if (before != webhook.status()) {
      move(lane, webhook.updatedAt());
    }
    if (event != null) {
      write(event, Mode.ASYNC, null, null, null);
    }
    return Change.DONE;
  }

  private static void move(Lane lane, Instant now) {
    lane.dueAt = null;
    if (lane.active()) {
      lane.health = Health.fresh(now);
      lane.holdUntil = null;
      lane.holder = null;
      lane.waiting()
          .forEach(
              one -> {
                one.roundFrom = one.attempts;
                one.at = one.at.isAfter(now) ? now : one.at;
              });
      lane.dueAt = lane.earliest();
    }
  }

  @Override
  public synchronized boolean delete(PartnerId partner, WebhookId id) {
    return find(partner, id).isPresent() && lanes.remove(id) != null;
  }

  @Override
  public synchronized boolean tell(WebhookId id, Event event) {
    if (!lanes.containsKey(id)) {
      return false;
    }
    var one =
        new Outbox(
            event,
            new Occurrence(
                ++position, event.partner(), event.name(), Mode.ASYNC, null, null, null));
    one.sequence = -position;
    outbox.add(one);
    deliver(one, id, event.createdAt());
    return true;
  }

  @Override
  public synchronized int replay(WebhookId id, Replay which, Instant now) {
    var lane = lanes.get(id);
    if (lane == null) {
      return 0;
    }
    var chosen =
        lane.deliveries.values().stream()
            .filter(one -> one.status != Status.WAITING && chosen(which, one))
            .toList();
    for (var one : chosen) {
      one.status = Status.WAITING;
      one.at = now;
      one.roundFrom = one.attempts;
      lane.dueBy(now);
    }
    return chosen.size();
  }

  private static boolean chosen(Replay which, Delivery one) {
    return switch (which) {
      case Replay.DeadLetters() -> one.status == Status.DEAD;
      case Replay.Of(var events) -> events.contains(one.of.event.id());
      case Replay.Between(var from, var to) ->
          !one.of.event.createdAt().isBefore(from) && one.of.event.createdAt().isBefore(to);
    };
  }

  @Override
  public synchronized List<Claimed<WebhookId, Health>> claim(
      String node, int limit, Duration lease) {
    return lanes.values().stream()
        .filter(lane -> lane.dueAt != null && !lane.dueAt.isAfter(now))
        .sorted(Comparator.comparing(lane -> lane.dueAt == null ? Instant.MAX : lane.dueAt))
        .limit(limit)
        .map(
            lane -> {
              var abandoned = lane.holder != null;
              lane.holder = node;
              lane.fence++;
              lane.holdUntil = null;
              lane.dueAt = now.plus(lease);
              return new Claimed<>(
                  new LaneLease<>(lane.webhook.id(), lane.fence), lane.health, abandoned);
            })
        .toList();
  }

  @Override
  public synchronized Map<WebhookId, Receiver> receivers(Collection<WebhookId> webhooks) {
    var found = new HashMap<WebhookId, Receiver>();
    for (var id : webhooks) {
      var lane = lanes.get(id);
      if (lane != null) {
        found.put(id, new Receiver(lane.webhook, lane.secrets));
      }
    }
    return found;
  }

  @Override
  public synchronized Set<LaneLease<WebhookId>> renew(
      String node, Collection<LaneLease<WebhookId>> leases, Duration lease) {
    var held = new HashSet<LaneLease<WebhookId>>();
    for (var one : leases) {
      var lane = held(node, one);
      if (lane != null && lane.dueAt != null && lane.dueAt.isAfter(now)) {
        lane.dueAt = now.plus(lease);
        held.add(one);
      }
    }
    return held;
  }

  private @Nullable Lane held(@Nullable String node, LaneLease<WebhookId> lease) {
    var lane = lanes.get(lease.lane());
    var ours =
        lane != null && lane.fence == lease.fence() && (node == null || node.equals(lane.holder));
    return ours ? lane : null;
  }

  @Override
  public synchronized Map<LaneLease<WebhookId>, Long> versions(
      Collection<LaneLease<WebhookId>> leases) {
    var versions = new HashMap<LaneLease<WebhookId>, Long>();
    for (var lease : leases) {
      var lane = held(null, lease);
      if (lane != null && lane.active()) {
        versions.put(lease, lane.webhook.version());
      }
    }
    return versions;
  }

  @Override
  public synchronized Map<LaneLease<WebhookId>, Window> window(
      Map<LaneLease<WebhookId>, Integer> wanted) {
    var windows = new LinkedHashMap<LaneLease<WebhookId>, Window>();
    wanted.forEach(
        (lease, count) -> {
          var lane = held(null, lease);
          if (lane != null && lane.active()) {
            windows.put(
                lease,
                new Window(
                    lane.webhook.version(),
                    lane.waiting()
                        .filter(one -> !one.at.isAfter(now))
                        .limit(count)
                        .map(one -> due(lease.lane(), one))
                        .toList()));
          }
        });
    return windows;
  }

  private Due due(WebhookId webhook, Delivery one) {
    return new Due(
        webhook,
        one.of.event.id(),
        one.sequence,
        outbox.contains(one.of) ? one.of.event : null,
        one.attempts,
        one.attempts - one.roundFrom);
  }

  @Override
  public synchronized List<Boolean> record(List<Attempted> batch) {
    return batch.stream().map(this::record).toList();
  }

  private boolean record(Attempted attempt) {
    var due = attempt.due();
    var lane = lanes.get(due.webhook());
    var delivery = lane == null ? null : lane.deliveries.get(due.id());
    if (lane == null
        || delivery == null
        || delivery.status != Status.WAITING
        || delivery.attempts != due.attempts()) {
      return false;
    }
    delivery.attempts++;
    delivery.at = attempt.at();
    switch (attempt.next()) {
      case Next.Delivered() -> delivery.status = Status.DELIVERED;
      case Next.Dead() -> delivery.status = Status.DEAD;
      case Next.Again(var dueAt) -> delivery.at = dueAt;
    }
    lane.log.addFirst(
        new LogLine(
            ++lines,
            due.id(),
            delivery.of.event.name(),
            delivery.attempts,
            attempt.success(),
            attempt.status(),
            attempt.error(),
            attempt.millis(),
            attempt.at()));
    return true;
  }

  @Override
  public synchronized void release(String node, Collection<Release<WebhookId, Health>> releases) {
    for (var release : releases) {
      var lane = held(node, release.lease());
      if (lane != null) {
        lane.holder = null;
        lane.health = release.left() == null ? lane.health : release.left();
        lane.holdUntil = release.notBefore();
        lane.dueAt = null;
        var earliest = lane.earliest();
        if (earliest != null) {
          lane.dueBy(earliest);
        }
      }
    }
  }

  @Override
  public synchronized Optional<Duration> untilNextDue() {
    return lanes.values().stream()
        .flatMap(lane -> Stream.ofNullable(lane.dueAt))
        .map(due -> due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO)
        .min(Comparator.naturalOrder());
  }

  @Override
  public synchronized List<LogLine> log(WebhookId webhook, @Nullable Long before, int size) {
    return lane(webhook).log.stream()
        .filter(line -> before == null || line.number() < before)
        .limit(size)
        .toList();
  }

  @Override
  public synchronized Figures since(WebhookId webhook, Instant from) {
    var lines0 =
        lane(webhook).log.stream()
            .filter(line -> line.at().truncatedTo(ChronoUnit.MINUTES).isAfter(from))
            .toList();
    return new Figures(
        lines0.size(),
        lines0.stream().filter(LogLine::success).count(),
        lines0.stream().mapToLong(LogLine::millis).sum());
  }

  @Override
  public synchronized Backlog backlog(WebhookId webhook) {
    var all = lane(webhook).deliveries.values();
    return new Backlog(
        all.stream().filter(one -> one.status == Status.WAITING).count(),
        all.stream().filter(one -> one.status == Status.DEAD).count());
  }
}
