package dev.gladhand.benchmarks.instead;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** Schedules jobs with db-scheduler, which looks for due jobs at least every 100 ms. */
final class DbSchedulerJobs implements Jobs {
  private final OneTimeTask<String> task;
  private final Scheduler scheduler;

  DbSchedulerJobs(DataSource pool, SendMessage sending, int threads, boolean run) {
    try (var connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists scheduled_tasks (task_name text not null, task_instance text not null,
            task_data bytea, execution_time timestamp with time zone not null, picked boolean not null, picked_by text,
            last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
            last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
            primary key (task_name, task_instance));
          create index if not exists execution_time_idx on scheduled_tasks (execution_time);
          create index if not exists last_heartbeat_idx on scheduled_tasks (last_heartbeat);""");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    task =
        Tasks.oneTime("send", String.class)
            .execute((instance, _) -> sending.send(instance.getId(), instance.getData()));
    scheduler =
        Scheduler.create(pool, task)
            .threads(threads)
            .pollUsingLockAndFetch(0.5, 4.0)
            .pollingInterval(Duration.ofMillis(100))
            .build();
    if (run) {
      scheduler.start();
    }
  }

  @Override
  public void schedule(String id, String message) {
    scheduler.schedule(task.instance(id, message), Instant.now());
  }
}
