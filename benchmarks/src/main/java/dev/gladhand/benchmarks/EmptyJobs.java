package dev.gladhand.benchmarks;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;

/** Measures general job schedulers with jobs that do nothing, for comparison with the engine. */
final class EmptyJobs {
  private static final int THREADS = 16;

  private static volatile CountDownLatch left = new CountDownLatch(0);

  private EmptyJobs() {}

  /**
   * How many jobs a second db-scheduler runs; all jobs are in its table before it starts.
   *
   * @param jobs the number of jobs
   */
  static double dbScheduler(String url, int jobs) throws SQLException, InterruptedException {
    try (var pool = pool(url)) {
      try (var connection = pool.getConnection();
          var statement = connection.createStatement()) {
        statement.execute(
            """
            create table scheduled_tasks (task_name text not null, task_instance text not null, task_data bytea,
              execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
              last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
              last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
              primary key (task_name, task_instance));
            create index execution_time_idx on scheduled_tasks (execution_time);
            create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);""");
      }
      var done = new CountDownLatch(jobs);
      var task = Tasks.oneTime("empty", Void.class).execute((_, _) -> done.countDown());
      var scheduler =
          Scheduler.create(pool, task)
              .threads(THREADS)
              .pollUsingLockAndFetch(0.5, 4.0)
              .pollingInterval(Duration.ofMillis(100))
              .build();
      var due = Instant.now();
      for (var n = 0; n < jobs; n += 1000) {
        var batch = new ArrayList<TaskInstance<?>>();
        for (var m = n; m < Math.min(jobs, n + 1000); m++) {
          batch.add(task.instance("job-" + m));
        }
        scheduler.scheduleBatch(List.copyOf(batch), due);
      }
      var begun = System.nanoTime();
      scheduler.start();
      done.await();
      var rate = jobs / ((System.nanoTime() - begun) / 1e9);
      scheduler.stop();
      return rate;
    }
  }

  /**
   * How many jobs a second JobRunr runs; all jobs are in its table before it starts.
   *
   * @param jobs the number of jobs
   */
  static double jobRunr(String url, int jobs) throws InterruptedException {
    try (var pool = pool(url)) {
      left = new CountDownLatch(jobs);
      var storage = new PostgresStorageProvider(pool);
      var jobRunr =
          JobRunr.configure()
              .useStorageProvider(storage)
              .useBackgroundJobServer(
                  BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                      .andWorkerCount(THREADS)
                      .andPollInterval(Duration.ofSeconds(5)),
                  false)
              .initialize();
      jobRunr.getJobRequestScheduler().enqueue(IntStream.range(0, jobs).mapToObj(_ -> new Empty()));
      var begun = System.nanoTime();
      JobRunr.getBackgroundJobServer().start();
      left.await();
      var rate = jobs / ((System.nanoTime() - begun) / 1e9);
      JobRunr.destroy();
      return rate;
    }
  }

  private static HikariDataSource pool(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(THREADS + 4);
    return new HikariDataSource(config);
  }

  /** A job that does nothing. */
  public static final class Empty implements JobRequest {
    @Override
    public Class<EmptyHandler> getJobRequestHandler() {
      return EmptyHandler.class;
    }
  }

  /** Counts the jobs and does nothing else. */
  public static final class EmptyHandler implements JobRequestHandler<Empty> {
    @Override
    public void run(Empty request) {
      left.countDown();
    }
  }
}
