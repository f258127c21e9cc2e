package dev.gladhand.application.reference;

import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Directory.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next state of a refresh job from its present state and the time. Pure. A failure does
 * not change the job's {@code updatedAt}. The wait after a failure is as long as the time since
 * {@code updatedAt}, but between a second and five minutes, so that each wait is about twice as
 * long as the one before, although failures are not counted.
 */
record RefreshProgress(Job job, Instant now) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration LONGEST_ASKED = Duration.ofHours(1);

  /** The most pages that one refresh reads. */
  static final int MOST_PAGES = 10_000;

  /** The longest time that one refresh may take, from its begin. */
  static final Duration LONGEST_REFRESH = Duration.ofHours(1);

  /**
   * The job after a step.
   *
   * @param idle how long no node should work on the job
   * @param turned whether the page that was just read gave the job's cursor, so that the cursor
   *     must be compared with the earlier ones
   */
  record Next(Job job, Duration idle, boolean turned) {
    Next(Job job, Duration idle) {
      this(job, idle, false);
    }

    Next notBefore(Duration least) {
      return idle.compareTo(least) < 0 ? new Next(job, least, turned) : this;
    }
  }

  /**
   * The job as failed, with an error that names the limit, if it has taken too long or has read too
   * many pages; else empty.
   */
  Optional<Next> pastItsBounds() {
    var begun = job.begunAt() == null ? job.createdAt() : job.begunAt();
    var last = job.errorDetails() == null ? "" : "; the last call failed: " + job.errorDetails();
    if (now.isAfter(begun.plus(LONGEST_REFRESH))) {
      return Optional.of(
          failed(
              "the refresh was ended after 1 hour, the longest time that a refresh may take, with "
                  + job.pages()
                  + " pages read"
                  + last));
    }
    return job.pages() >= MOST_PAGES
        ? Optional.of(
            failed(
                "the refresh was ended after "
                    + MOST_PAGES
                    + " pages, the most that a refresh reads"))
        : Optional.empty();
  }

  /**
   * The job as failed, because the TSP gave the same cursor twice, so that its pages would never
   * end.
   */
  Next inACircle(String tsp) {
    return failed(
        "the pages of " + tsp + " repeat without an end: it returned the same cursor twice");
  }

  /** The resource to list next; empty if all are done. */
  Optional<Resource> resource(Directory directory) {
    return job.resource() == null ? after(directory, null) : Resource.ofWire(job.resource());
  }

  Next past(Resource resource, Listing.Page page, Directory directory) {
    return read().past(resource, page, directory, new LinkedHashMap<>(job.counts()));
  }

  /** The progress after one more page. */
  private RefreshProgress read() {
    return new RefreshProgress(
        new Job(
            job.id(),
            job.partner(),
            job.connection(),
            job.status(),
            job.resource(),
            job.cursor(),
            job.counts(),
            job.pages() + 1,
            job.errorDetails(),
            job.createdAt(),
            job.begunAt(),
            job.updatedAt()),
        now);
  }

  private Next past(
      Resource resource, Listing.Page page, Directory directory, Map<String, Integer> counts) {
    counts.merge(resource.wire(), page.entries().size(), Integer::sum);
    if (page.next() != null) {
      return new Next(
          with("pending", resource.wire(), page.next(), counts, null, now), Duration.ZERO, true);
    }
    return after(directory, resource)
        .map(
            following ->
                new Next(with("pending", following.wire(), null, counts, null, now), Duration.ZERO))
        .orElseGet(() -> new Next(with("success", null, null, counts, null, now), Duration.ZERO));
  }

  Next after(TspError error, Retry advice) {
    var failing = Duration.between(job.updatedAt(), now);
    var wait = within(failing, LONGEST);
    return switch (advice) {
      case Retry.Never _, Retry.NewCredentials _ -> failed(error.details());
      case Retry.Backoff _ -> waiting(error, wait);
      case Retry.After(var asked) -> waiting(error, within(asked, LONGEST_ASKED));
    };
  }

  Next succeeded() {
    return new Next(with("success", null, null, job.counts(), null, now), Duration.ZERO);
  }

  Next failed(String why) {
    return new Next(
        with("failed", job.resource(), job.cursor(), job.counts(), why, now), Duration.ZERO);
  }

  private Next waiting(TspError error, Duration wait) {
    var job =
        with(
            "pending",
            this.job.resource(),
            this.job.cursor(),
            this.job.counts(),
            error.details(),
            this.job.updatedAt());
    return new Next(job, wait);
  }

  private static Duration within(Duration wait, Duration longest) {
    var most = wait.compareTo(longest) > 0 ? longest : wait;
    return most.compareTo(SHORTEST) < 0 ? SHORTEST : most;
  }

  private static Optional<Resource> after(Directory directory, @Nullable Resource resource) {
    return directory.resources().stream()
        .sorted()
        .filter(other -> resource == null || other.compareTo(resource) > 0)
        .findFirst();
  }

  private Job with(
      String status,
      @Nullable String resource,
      @Nullable String cursor,
      Map<String, Integer> counts,
      @Nullable String error,
      Instant updatedAt) {
    return new Job(
        job.id(),
        job.partner(),
        job.connection(),
        status,
        resource,
        cursor,
        counts,
        job.pages(),
        error,
        job.createdAt(),
        job.begunAt(),
        updatedAt);
  }
}
