package dev.gladhand.application.write;

import dev.gladhand.application.operation.OperationView;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The result of a write that was not refused. */
public sealed interface WriteResult {

  /**
   * There is an operation for the write.
   *
   * @param replayed whether an earlier request with the same key made it
   */
  record Stored(OperationView operation, boolean replayed) implements WriteResult {}

  /**
   * The result of a dry run: nothing was stored or sent.
   *
   * @param request the request that would be sent to the TSP
   * @param notDelivered the paths of fields that the caller set and the TSP has no place for
   */
  record Shown(TspRequest request, List<Translation.Warning> warnings, List<String> notDelivered)
      implements WriteResult {
    private static final String MASK = "*****";

    /** JSON values in the order of the API; secrets are masked. */
    public Map<String, @Nullable Object> toJson() {
      var headers = new LinkedHashMap<String, String>(request.headers());
      request.secretHeaders().forEach(name -> headers.put(name, MASK));
      var sent = new LinkedHashMap<String, @Nullable Object>();
      sent.put("method", request.method());
      sent.put("url", request.url());
      sent.put("headers", headers);
      sent.put("body", request.shown());
      var json = new LinkedHashMap<String, @Nullable Object>();
      json.put("valid", true);
      json.put("warnings", warnings.stream().map(Shown::warning).toList());
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
}
