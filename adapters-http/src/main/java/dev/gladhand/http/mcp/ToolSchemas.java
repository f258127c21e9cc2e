package dev.gladhand.http.mcp;

import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Describes tools in the form of the Model Context Protocol. */
final class ToolSchemas {
  private ToolSchemas() {}

  static McpSchema.Tool of(Tool tool) {
    return McpSchema.Tool.builder()
        .name(tool.name())
        .title(tool.title())
        .description(tool.description())
        .inputSchema(input(tool))
        .annotations(
            new McpSchema.ToolAnnotations(
                tool.title(), !tool.changes(), tool.changes(), true, tool.changes(), null))
        .build();
  }

  /**
   * The schema of a tool's arguments. It has no {@code allOf} at the top, because some model
   * providers refuse it there.
   */
  private static McpSchema.JsonSchema input(Tool tool) {
    var properties = new LinkedHashMap<String, Object>();
    var required = new ArrayList<String>();
    for (var field : tool.input().fields()) {
      properties.put(field.name(), Shape.property(field, field.type().schema()));
    }
    for (var rule : tool.input().rules()) {
      if (rule instanceof PresenceRule.Required(var field)) {
        required.add(field.name());
      }
    }
    if (tool.takesBody()) {
      properties.put(
          Tool.BODY,
          Map.of(
              "type",
              "object",
              "title",
              "Body",
              "description",
              "The body of the write, as describe_write says. It holds the connection_id."));
      required.add(Tool.BODY);
    }
    return new McpSchema.JsonSchema("object", properties, required, false, null, null);
  }
}
