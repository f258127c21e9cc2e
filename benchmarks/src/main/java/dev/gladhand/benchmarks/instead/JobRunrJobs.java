package dev.gladhand.benchmarks.instead;

import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/**
 * Schedules jobs with JobRunr, which looks for due jobs every five seconds, the shortest interval
 * that it allows.
 */
final class JobRunrJobs implements Jobs {
  private final JobRequestScheduler scheduler;

  JobRunrJobs(DataSource pool, SendMessage sending, int threads, boolean run) {
    var handler = new SendHandler(sending);
    scheduler =
        JobRunr.configure()
            .useStorageProvider(new PostgresStorageProvider(pool))
            .useJobActivator(
                new org.jobrunr.server.JobActivator() {
                  @Override
                  public <T> T activateJob(Class<T> type) {
                    return type.cast(handler);
                  }
                })
            .useBackgroundJobServerIf(
                run,
                BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                    .andWorkerCount(threads)
                    .andPollInterval(Duration.ofSeconds(5)))
            .initialize()
            .getJobRequestScheduler();
  }

  @Override
  public void schedule(String id, String message) {
    scheduler.enqueue(UUID.fromString(id), new Send(id, message));
  }

  /** One message to send. */
  public record Send(String id, String message) implements JobRequest {
    @Override
    public Class<SendHandler> getJobRequestHandler() {
      return SendHandler.class;
    }
  }

  /** Runs a job of {@link Send}: sends its message. */
  public static final class SendHandler implements JobRequestHandler<Send> {
    private final SendMessage sending;

    SendHandler(SendMessage sending) {
      this.sending = sending;
    }

    @Override
    public void run(Send request) {
      sending.send(request.id(), request.message());
    }
  }
}
