package dev.gladhand.benchmarks.instead;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;

/**
 * The program that a user might build instead of the gateway: an HTTP endpoint that accepts
 * messages, over a general job scheduler that sends them. Its argument is the port. Of its
 * environment variables, {@code INSTEAD_JOBS} names the scheduler ({@code db-scheduler} or {@code
 * jobrunr}), {@code INSTEAD_RUN} says whether it runs jobs ({@code true} or {@code false}), {@code
 * INSTEAD_DATABASE} is the JDBC address of the PostgreSQL, and {@code INSTEAD_PROVIDER} the URL of
 * the simulated Samsara.
 */
@Factory
@Requires(property = OwnGateway.JOBS)
public final class OwnGateway {
  static final String JOBS = "instead.jobs";

  /** The secret with which the callers' tokens (JWT, HS256) are signed. */
  public static final String TOKEN_SECRET = "a-secret-of-32-bytes-for-benchmarks!";

  private static final int THREADS = 32;

  public static void main(String[] args) {
    var environment = System.getenv();
    var context =
        ApplicationContext.run(
            Map.of(
                "micronaut.server.port",
                Integer.parseInt(args[0]),
                "micronaut.server.host",
                "127.0.0.1",
                "micronaut.security.authentication",
                "bearer",
                "micronaut.security.token.jwt.signatures.secret.generator.secret",
                TOKEN_SECRET,
                "micronaut.metrics.enabled",
                false,
                JOBS,
                environment.get("INSTEAD_JOBS"),
                "instead.run",
                environment.get("INSTEAD_RUN"),
                "instead.database",
                environment.get("INSTEAD_DATABASE"),
                "instead.provider",
                environment.get("INSTEAD_PROVIDER")));
    context.getBean(EmbeddedServer.class).start();
  }

  /**
   * Makes the part that sends messages, with a pool of database connections. The pool is not a
   * bean, because Micronaut would then use its connections for its own transactions.
   */
  @Context
  SendMessage sending(
      @Value("${instead.database}") String url, @Value("${instead.provider}") URI provider) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(THREADS + 4);
    return new SendMessage(new HikariDataSource(config), provider);
  }

  @Context
  @Requires(property = JOBS, value = "db-scheduler")
  Jobs dbScheduler(SendMessage sending, @Value("${instead.run}") boolean run) {
    return new DbSchedulerJobs(sending.pool(), sending, THREADS, run);
  }

  @Context
  @Requires(property = JOBS, value = "jobrunr")
  Jobs jobRunr(SendMessage sending, @Value("${instead.run}") boolean run) {
    return new JobRunrJobs(sending.pool(), sending, THREADS, run);
  }
}
