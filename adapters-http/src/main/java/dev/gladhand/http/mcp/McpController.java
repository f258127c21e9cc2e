package dev.gladhand.http.mcp;

import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;

/**
 * Answers messages of the Model Context Protocol. Each message is answered by itself, without a
 * session; each tool checks its own scopes.
 */
@Api("/mcp")
final class McpController {
  private static final String VERSION = "MCP-Protocol-Version";

  private final ToolServer server;

  McpController(ToolServer server) {
    this.server = server;
  }

  @Post
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Takes
  HttpResponse<?> message(Call call) {
    var version = call.header(VERSION);
    if (version != null && !ToolServer.VERSIONS.contains(version)) {
      throw Halt.malformed(VERSION + " must be one of " + String.join(", ", ToolServer.VERSIONS));
    }
    call.body();
    try {
      var answer = server.answer(call);
      return answer == null
          ? HttpResponse.accepted()
          : Replies.bytes(200, MediaType.APPLICATION_JSON, answer);
    } catch (IOException | IllegalArgumentException e) {
      throw Halt.malformed("the body must be one JSON-RPC 2.0 message");
    }
  }
}
