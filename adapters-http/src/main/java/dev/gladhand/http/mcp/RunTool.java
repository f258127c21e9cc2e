package dev.gladhand.http.mcp;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.answer.StoreUnavailableHandler;
import dev.gladhand.http.request.Call;
import dev.gladhand.json.Json;
import dev.gladhand.json.JsonWriter;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a tool that a language model has called. An error that a route would answer with a status
 * becomes the tool's error, with the same body.
 */
final class RunTool {
  private static final Logger LOG = LoggerFactory.getLogger(RunTool.class);

  private RunTool() {}

  static CallToolResult run(Tool tool, Call call) {
    try {
      tool.scopes().forEach(call::requires);
      return switch (answer(tool, call)) {
        case Answer.Ok<?>(var value) -> result(value, false);
        case Answer.Refused<?>(var refusal) -> result(Replies.error(refusal), true);
      };
    } catch (Halt halt) {
      return result(Replies.error(halt), true);
    } catch (StoreUnavailable e) {
      return lost(e);
    } catch (CompletionException e) {
      return e.getCause() instanceof StoreUnavailable lost ? lost(lost) : failed(tool, e);
    } catch (RuntimeException e) {
      return failed(tool, e);
    }
  }

  private static Answer<?> answer(Tool tool, Call call) {
    // The arguments are read again by the gateway's own JSON reader, because the SDK does not keep
    // numbers exactly.
    var given = Json.object(Json.at(call.body(), "params", "arguments"));
    var arguments = new LinkedHashMap<String, @Nullable Object>(given == null ? Map.of() : given);
    var faults = new Faults();
    var body = tool.takesBody() ? body(arguments, faults) : Map.<String, @Nullable Object>of();
    var fields = tool.input().read(arguments, faults, false);
    return faults.none()
        ? tool.work().run(call, fields, body)
        : Answer.refused(new Refusal.Invalid(faults.list()));
  }

  private static Map<String, @Nullable Object> body(
      Map<String, @Nullable Object> arguments, Faults faults) {
    var given = arguments.remove(Tool.BODY);
    var body = Json.object(given);
    if (body == null) {
      faults.at(Tool.BODY).add(given, "must be a JSON object", "object_type");
      return Map.of();
    }
    return body;
  }

  private static CallToolResult lost(StoreUnavailable failure) {
    LOG.warn(
        "a call of an MCP tool is answered with an error: the store is not available: {}",
        failure.getMessage());
    return result(Replies.error(StoreUnavailableHandler.halt(failure, "idempotency_key")), true);
  }

  private static CallToolResult failed(Tool tool, RuntimeException failure) {
    LOG.error(
        "a call of the MCP tool {} failed unexpectedly, and is answered with an error",
        tool.name(),
        failure);
    return result(Replies.error(new Halt(500, "internal error", Map.of())), true);
  }

  private static CallToolResult result(@Nullable Object json, boolean error) {
    return CallToolResult.builder()
        .addTextContent(new String(JsonWriter.bytes(json), StandardCharsets.UTF_8))
        .isError(error)
        .build();
  }
}
