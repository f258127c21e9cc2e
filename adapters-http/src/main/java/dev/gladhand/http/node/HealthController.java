package dev.gladhand.http.node;

import dev.gladhand.application.Draining;
import dev.gladhand.http.answer.Errors;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells the systems that start, stop and route to the node whether it is healthy. It answers on the
 * server's own threads, so that busy workers do not delay it.
 */
@Controller("/health")
@Consumes(MediaType.ALL)
@Produces(MediaType.ALL)
final class HealthController {
  private static final Map<String, String> UP = Map.of("status", "UP");

  private final Draining draining;
  private final Readiness readiness;

  HealthController(Draining draining, Readiness readiness) {
    this.draining = draining;
    this.readiness = readiness;
  }

  /** Answers 200 while the process is alive. */
  @Get("/liveness")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> liveness(Call call) {
    return Replies.ok(UP);
  }

  /** Answers 200 if the node can take requests, else 503 with the reason. */
  @Get("/readiness")
  @Secured(SecurityRule.IS_ANONYMOUS)
  CompletionStage<HttpResponse<?>> readiness(Call call) {
    if (draining.begun()) {
      return CompletableFuture.completedStage(unavailable("the node is about to stop"));
    }
    return readiness
        .missing()
        .thenApply(missing -> missing.isEmpty() ? Replies.ok(UP) : unavailable(missing));
  }

  private static HttpResponse<?> unavailable(String why) {
    return Errors.of(Halt.unavailable(why, Duration.ofSeconds(1)));
  }
}
