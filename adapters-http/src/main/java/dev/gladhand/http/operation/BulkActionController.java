package dev.gladhand.http.operation;

import dev.gladhand.application.bulk.BulkAction;
import dev.gladhand.application.bulk.BulkActions.StartKey;
import dev.gladhand.application.bulk.BulkActions.Started;
import dev.gladhand.application.bulk.ManageBulkActions;
import dev.gladhand.application.bulk.ManageBulkActions.Asked;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.gate.NewWork;
import dev.gladhand.http.page.ForwardPage;
import dev.gladhand.http.request.BodyHash;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Knows;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Retries or cancels all operations that match a filter. */
@Api(BulkActionController.PATH)
final class BulkActionController {
  static final String PATH = "/v2/integrations/connections/resource-operations/bulk-actions";

  private final ManageBulkActions actions;

  BulkActionController(ManageBulkActions actions) {
    this.actions = actions;
  }

  @Post
  @Secured(Scopes.OPERATION_WRITE)
  @Takes
  @NewWork
  HttpResponse<?> start(Call call) {
    var body = call.body();
    return Replies.of(
        actions.read(body, call.lenient()),
        asked -> {
          if (asked.kind() == BulkAction.Kind.RETRY) {
            call.requires(Scopes.TELEMATICS_WRITE);
          }
          return asked.dryRun()
              ? Replies.ok(Map.of("matched", actions.matched(call.partner(), asked.filter())))
              : started(call, asked, body);
        });
  }

  private MutableHttpResponse<byte[]> started(
      Call call, Asked asked, Map<String, @Nullable Object> body) {
    var text = call.idempotencyKey();
    var key = text == null ? null : new StartKey(text, BodyHash.of(body));
    return Replies.of(actions.start(call.partner(), asked, key), BulkActionController::answer);
  }

  private static MutableHttpResponse<byte[]> answer(Started.Action started) {
    var action = started.action();
    var response =
        Replies.json(202, action.toJson()).header(HttpHeaders.LOCATION, PATH + "/" + action.id());
    return started.replayed() ? response.header("Idempotency-Replayed", "true") : response;
  }

  @Knows({"cursor", "size"})
  @Get
  @Secured(Scopes.OPERATION_READ)
  HttpResponse<?> list(Call call) {
    return Replies.ok(
        ForwardPage.of(call, "bulk-action")
            .of(
                (after, size) -> actions.list(call.partner(), after, size),
                BulkAction::id,
                BulkAction::toJson));
  }

  @Get("/{id}")
  @Secured(Scopes.OPERATION_READ)
  HttpResponse<?> get(Call call) {
    return Replies.of(
        actions.get(call.partner(), call.id("id", "bulk action")),
        action -> Replies.ok(action.toJson()));
  }
}
