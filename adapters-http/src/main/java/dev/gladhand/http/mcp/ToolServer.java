package dev.gladhand.http.mcp;

import dev.gladhand.http.request.Call;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import io.modelcontextprotocol.spec.ProtocolVersions;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Serves the Model Context Protocol with the protocol's SDK, without sessions: each request stands
 * alone, so that any node can answer it. Thread-safe; blocks.
 */
@Singleton
final class ToolServer implements McpStatelessServerTransport {
  /** The versions of the protocol that are supported, the newest last. */
  static final List<String> VERSIONS =
      List.of(ProtocolVersions.MCP_2025_03_26, ProtocolVersions.MCP_2025_06_18);

  private static final String CALL = "call";
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final String INSTRUCTIONS =
      "Gladhand writes to telematics providers on behalf of fleets. Look up the connection first,"
          + " read describe_write, preview the write, have a person confirm it, and only then submit"
          + " it. No tool takes or shows credentials.";

  private final McpJsonMapper json = McpJsonMapper.createDefault();
  private volatile @Nullable McpStatelessServerHandler handler;

  ToolServer(GatewayTools tools) {
    McpServer.sync(this)
        .serverInfo("gladhand", "2")
        .instructions(INSTRUCTIONS)
        .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
        .jsonMapper(json)
        .jsonSchemaValidator((_, content) -> ValidationResponse.asValid(String.valueOf(content)))
        .requestTimeout(LONGEST)
        .immediateExecution(true)
        .tools(tools.all().stream().map(ToolServer::specification).toList())
        .build();
  }

  private static SyncToolSpecification specification(Tool tool) {
    return SyncToolSpecification.builder()
        .tool(ToolSchemas.of(tool))
        .callHandler((context, _) -> RunTool.run(tool, (Call) context.get(CALL)))
        .build();
  }

  /** The answer to a request; null for a notification. */
  byte @Nullable [] answer(Call call) throws IOException {
    var speaks = handler;
    if (speaks == null) {
      throw new IllegalStateException("the SDK did not give its handler");
    }
    return McpSchema.deserializeJsonRpcMessage(
                json, new String(call.bytes(), StandardCharsets.UTF_8))
            instanceof McpSchema.JSONRPCRequest request
        ? json.writeValueAsBytes(answer(speaks, call, request))
        : null;
  }

  private static McpSchema.@Nullable JSONRPCResponse answer(
      McpStatelessServerHandler speaks, Call call, McpSchema.JSONRPCRequest request) {
    try {
      return speaks.handleRequest(McpTransportContext.create(Map.of(CALL, call)), request).block();
    } catch (McpError e) {
      // The SDK throws this only for a method that it does not know.
      return new McpSchema.JSONRPCResponse(
          request.jsonrpc(),
          request.id(),
          null,
          new JSONRPCError(ErrorCodes.METHOD_NOT_FOUND, "there is no such method", null));
    }
  }

  @Override
  public void setMcpHandler(McpStatelessServerHandler given) {
    handler = given;
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.empty();
  }

  @Override
  public List<String> protocolVersions() {
    return VERSIONS;
  }
}
