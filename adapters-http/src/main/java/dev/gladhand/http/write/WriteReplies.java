package dev.gladhand.http.write;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.write.WriteResult;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.http.Replies;
import dev.gladhand.http.operation.OperationLinks;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is answered to a write that was not refused. */
final class WriteReplies {
  private static final String MASK = "*****";

  private WriteReplies() {}

  static MutableHttpResponse<byte[]> of(WriteResult result) {
    return switch (result) {
      case WriteResult.Stored(var operation, var replayed) -> stored(operation, replayed);
      case WriteResult.Shown(var request, var warnings, var notDelivered) ->
          Replies.ok(shown(request, warnings, notDelivered));
    };
  }

  private static MutableHttpResponse<byte[]> stored(OperationView operation, boolean replayed) {
    var response =
        Replies.json(status(operation), operation.toJson())
            .header(HttpHeaders.LOCATION, OperationLinks.of(operation));
    return replayed ? response.header("Idempotency-Replayed", "true") : response;
  }

  /**
   * Of the first answer, too, where this is a later one: what it was follows from the operation.
   */
  private static int status(OperationView operation) {
    if (!operation.sync()) {
      return 202;
    }
    return operation.status().equals("success") ? 200 : 502;
  }

  static Map<String, @Nullable Object> shown(
      TspRequest request, List<Translation.Warning> warnings, List<String> notDelivered) {
    var headers = new LinkedHashMap<String, String>(request.headers());
    request.secretHeaders().forEach(name -> headers.put(name, MASK));
    var sent = new LinkedHashMap<String, @Nullable Object>();
    sent.put("method", request.method());
    sent.put("url", request.url());
    sent.put("headers", headers);
    sent.put("body", request.shown());
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("valid", true);
    json.put("warnings", warnings.stream().map(WriteReplies::warning).toList());
    json.put("tsp_request", sent);
    json.put("fields_not_delivered", notDelivered);
    return json;
  }

  private static Map<String, Object> warning(Translation.Warning warning) {
    var json = new LinkedHashMap<String, Object>();
    json.put("path", warning.path());
    json.put("message", warning.message());
    return json;
  }
}
