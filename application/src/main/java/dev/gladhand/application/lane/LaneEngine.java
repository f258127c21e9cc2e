package dev.gladhand.application.lane;

import dev.gladhand.application.Repeated;
import dev.gladhand.application.Tasks;
import dev.gladhand.application.Watched;
import dev.gladhand.application.store.LaneLeases;
import dev.gladhand.application.store.StoreUnavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, wakes and stops the work in lanes of one kind. Each node has one such engine for each
 * kind; any number of nodes share a store. Thread-safe.
 */
public final class LaneEngine<K, M, L extends HeldLane<K, M>> {
  private static final Logger LOG = LoggerFactory.getLogger(LaneEngine.class);

  /**
   * For this time after a signal that some lane became due, further such signals do nothing by
   * themselves; when it is over, the engine looks at all lanes once.
   */
  private static final Duration HEARD_EVERY = Duration.ofMillis(20);

  private final LaneSettings settings;
  private final LaneWork<K, M, L> work;
  private final Leases<K, M, L> leases;
  private final LaneDriver<K, M, L> driver;
  private final Claims<K, M, L> claims;
  private final Tasks tasks;
  private final Repeated looking;
  private boolean hearing;

  /**
   * @param kind the kind of lanes, for logs and metrics: {@code lanes} or {@code deliveries}
   * @param clock the store's clock
   */
  public LaneEngine(
      String kind,
      LaneSettings settings,
      LaneLeases<K, M> store,
      LaneWork<K, M, L> work,
      LaneDelivery<K, M, L> delivery,
      Tasks tasks,
      InstantSource clock) {
    this.settings = settings;
    this.work = work;
    this.tasks = tasks;
    this.leases = new Leases<>(kind, settings, store, tasks, clock);
    this.driver = new LaneDriver<>(work, delivery, leases, settings, tasks);
    this.claims = new Claims<>(leases, work, driver, tasks);
    this.looking = new Repeated(kind + "-looking", tasks, this::look);
    leases.whenFree(claims::claim);
  }

  /** The lanes that this node holds. */
  public Leases<K, M, L> leases() {
    return leases;
  }

  /** Starts the engine. Called once. */
  public void start() {
    claims.start();
    leases.keep();
    looking.start();
  }

  /** The tasks that run for as long as the engine does. */
  public List<Watched> watched() {
    return List.of(looking, leases.keeping());
  }

  /**
   * Reports that some lane became due, whether this node or another holds it. All lanes that are
   * held here are looked at, and due lanes are claimed.
   */
  public void wake() {
    synchronized (this) {
      if (hearing) {
        return;
      }
      hearing = true;
    }
    claims.claim();
    tasks.after(
        HEARD_EVERY,
        () -> {
          synchronized (this) {
            hearing = false;
          }
          wakeAll();
        });
  }

  private void wakeAll() {
    leases.all().forEach(driver::wake);
    claims.claim();
  }

  /**
   * Reports that this lane became due. If this node does not hold the lane, it claims due lanes,
   * except if it released this lane until a time that has not come.
   */
  public void wake(K lane) {
    if (!wakeHeld(lane) && !leases.rests(lane)) {
      claims.claim();
    }
  }

  /**
   * Reports that this lane became due, and claims nothing.
   *
   * @return whether this node holds the lane
   */
  public boolean wakeHeld(K lane) {
    var held = leases.of(lane);
    if (held != null) {
      driver.wake(held);
    }
    return held != null;
  }

  /**
   * Reports a change after which the lane may be due earlier than this node knows. If this node
   * holds the lane, it looks at the lane again; it also claims due lanes, even if it released this
   * one until a later time.
   */
  public void changed(K lane) {
    leases.restsNoMore(lane);
    wakeHeld(lane);
    claims.claim();
  }

  /**
   * Reports that what was read of this lane must not be used any more: the lane is released and
   * claimed again.
   */
  public void claimAnew(K lane) {
    leases.restsNoMore(lane);
    var held = leases.of(lane);
    if (held != null) {
      driver.stop(held);
    }
    claims.claim();
  }

  /**
   * Begins no further items; completes when all items under way have ended and every lane is
   * released.
   */
  public CompletableFuture<Void> stop() {
    claims.stop();
    looking.stop();
    leases.all().forEach(driver::stop);
    var stopped = new CompletableFuture<Void>();
    awaitEmpty(stopped);
    return stopped;
  }

  private void awaitEmpty(CompletableFuture<Void> stopped) {
    if (leases.count() == 0 && claims.idle()) {
      stopped.complete(null);
    } else {
      tasks.after(Duration.ofMillis(20), () -> awaitEmpty(stopped));
    }
  }

  /** Looks for due lanes whose signal was lost; returns the time until the next look. */
  private Duration look() {
    try {
      wakeAll();
      work.look(leases.all(), driver);
    } catch (StoreUnavailable e) {
      LOG.debug("the reasons why lanes wait were not stored: the store is not available");
    } catch (RuntimeException e) {
      LOG.error("looking for due lanes failed: {}", Traces.of(e));
    }
    claims.soon(settings.poll());
    return settings.poll();
  }
}
