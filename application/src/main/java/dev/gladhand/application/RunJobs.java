package dev.gladhand.application;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works jobs of one kind off on one node, several at once: one step at a time for each partner, and
 * the partners in turn, so that a job that hangs or has no end holds up no other partner's.
 * Thread-safe.
 */
public final class RunJobs implements BackgroundWork {
  /** Steps done at once by one node. */
  public static final int AT_ONCE = 16;

  private static final Logger LOG = LoggerFactory.getLogger(RunJobs.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final PartnerJobs jobs;
  private final Tasks tasks;
  private final Shares<PartnerId> shares = new Shares<>(AT_ONCE, 1);
  private final Repeated ticks;
  private boolean stopped;
  private boolean looking;
  private boolean lookAgain;

  /**
   * @param name such as {@code refreshes}
   */
  public RunJobs(String name, PartnerJobs jobs, Tasks tasks) {
    this.jobs = jobs;
    this.tasks = tasks;
    this.ticks = new Repeated(name + "-looking", tasks, this::tick);
  }

  @Override
  public void start() {
    ticks.start();
  }

  @Override
  public void stop() {
    ticks.stop();
    synchronized (this) {
      stopped = true;
    }
  }

  @Override
  public Watched watched() {
    return ticks;
  }

  private Duration tick() {
    look();
    return LOOK;
  }

  /** Fills the free places; calls that come meanwhile are one more. Blocks. */
  private void look() {
    synchronized (this) {
      if (stopped) {
        return;
      }
      lookAgain = looking;
      if (looking) {
        return;
      }
      looking = true;
    }
    try {
      fill();
    } catch (StoreUnavailable e) {
      LOG.debug("no job was looked for: the store is away");
    } finally {
      boolean again;
      synchronized (this) {
        looking = false;
        again = lookAgain;
        lookAgain = false;
      }
      if (again) {
        tasks.run(this::look);
      }
    }
  }

  private void fill() {
    var waiting = jobs.waiting();
    for (var next = shares.take(waiting); next.isPresent(); next = shares.take(waiting)) {
      var partner = next.get();
      tasks.run(() -> step(partner));
    }
  }

  private void step(PartnerId partner) {
    var rest = LOOK;
    try {
      rest = jobs.step(partner).orElse(LOOK);
    } catch (StoreUnavailable e) {
      LOG.debug("a step of a job is done later: the store is away");
    } finally {
      shares.giveBack(partner);
    }
    look();
    if (!rest.isZero() && rest.compareTo(LOOK) < 0) {
      tasks.after(rest, this::look);
    }
  }
}
