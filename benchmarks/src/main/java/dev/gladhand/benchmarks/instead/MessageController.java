package dev.gladhand.benchmarks.instead;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Accepts a message at the same address as the gateway, checks its text, and schedules a job that
 * sends it.
 */
@Controller
@Requires(property = OwnGateway.JOBS)
final class MessageController {
  private static final long DRIVER = 281_474_976_710_656_001L;

  private final Jobs jobs;
  private final ObjectMapper json;

  MessageController(Jobs jobs, ObjectMapper json) {
    this.jobs = jobs;
    this.json = json;
  }

  @Post("/v2/telematics/messages")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @ExecuteOn(TaskExecutors.BLOCKING)
  HttpResponse<Map<String, String>> send(@Body Map<String, Object> body)
      throws JsonProcessingException {
    if (!(body.get("message_text") instanceof String text) || text.isBlank()) {
      return HttpResponse.unprocessableEntity();
    }
    var id = UUID.randomUUID().toString();
    jobs.schedule(id, json.writeValueAsString(Map.of("driverIds", List.of(DRIVER), "text", text)));
    return HttpResponse.accepted().body(Map.of("id", id, "status", "pending"));
  }
}
