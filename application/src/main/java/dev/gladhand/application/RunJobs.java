package dev.gladhand.application;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.share.Shares;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs of one kind on one node, several at once. It does one step at a time for each partner,
 * and the partners take turns, so that a long or blocked job does not delay other partners' jobs.
 * Thread-safe.
 */
public final class RunJobs implements BackgroundWork {
  /** The most steps that one node does at once. */
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
   * Makes the work of one kind of job.
   *
   * @param name the kind of job, such as {@code refreshes}; the name of the task begins with it
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

  /**
   * Starts the next steps of waiting jobs while fewer than {@link #AT_ONCE} steps run. If another
   * thread is already in this method, the call only causes another look for jobs after that one.
   * Blocks.
   */
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
      LOG.debug("no jobs were read: the store is not available");
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
      LOG.debug("a step of a job is repeated later: the store is not available");
    } finally {
      shares.giveBack(partner);
    }
    look();
    if (!rest.isZero() && rest.compareTo(LOOK) < 0) {
      tasks.after(rest, this::look);
    }
  }
}
