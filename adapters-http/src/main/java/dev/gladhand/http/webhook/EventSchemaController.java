package dev.gladhand.http.webhook;

import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.openapi.EventSchemas;
import dev.gladhand.http.openapi.EventSchemas.EventSchema;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Serves the JSON Schema of each event. */
@Api("/v2/notifications/schemas")
final class EventSchemaController {
  private final Map<String, EventSchema> schemas = EventSchemas.ofDescription().byEvent();

  @Get
  @Secured(Scopes.WEBHOOK_READ)
  HttpResponse<?> list(Call call) {
    return Replies.ok(
        Map.of("items", schemas.values().stream().map(EventSchemaController::described).toList()));
  }

  private static Map<String, @Nullable Object> described(EventSchema one) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("event_name", one.event());
    json.put("description", one.description());
    json.put("schema", one.schema());
    return json;
  }

  @Get("/{event_name}")
  @Secured(Scopes.WEBHOOK_READ)
  HttpResponse<?> get(Call call) {
    var schema = schemas.get(call.path("event_name"));
    if (schema == null) {
      throw Halt.notFound("there is no such event");
    }
    return Replies.ok(schema.schema());
  }
}
