package dev.gladhand.http;

import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.Map;

/** Routes that show what the plumbing makes of a request. */
@Api("/v2/echo")
@Requires(property = "echo")
final class EchoController {
  @Post
  @Secured("echo:write")
  @Takes
  @NewWork
  HttpResponse<?> post(Call call) {
    return Replies.ok(call.body());
  }

  @Patch("/{id}")
  @Secured("echo:write")
  @Takes
  HttpResponse<?> patch(Call call) {
    return Replies.ok(Map.of("id", call.id("id", "echo").toString(), "body", call.body()));
  }

  @Knows({"flag", "size"})
  @Get
  @Secured("echo:read")
  HttpResponse<?> get(Call call) {
    var key = call.idempotencyKey();
    return Replies.ok(
        Map.of(
            "flag", call.query().flag("flag"),
            "size", call.query().whole("size", 1, 1000, 300),
            "key", key == null ? "" : key,
            "lenient", call.lenient()));
  }

  @Get("/failure")
  @Secured("echo:read")
  HttpResponse<?> fail(Call call) {
    throw new IllegalStateException("secret-of-" + call.requestId());
  }

  @Get("/nobody")
  HttpResponse<?> unscoped() {
    return Replies.ok("never seen");
  }
}
