package dev.gladhand.benchmarks;

import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;

/**
 * Returns the JSON body of a request unchanged, on the event loop. It thus shows how much time the
 * gateway's HTTP server and its checks of requests take alone.
 */
@Controller("/echo")
@Requires(missingProperty = "instead.jobs")
final class EchoController {
  @Post
  @Secured(SecurityRule.IS_ANONYMOUS)
  @Takes
  HttpResponse<?> echo(Call call) {
    return Replies.json(202, call.body());
  }
}
