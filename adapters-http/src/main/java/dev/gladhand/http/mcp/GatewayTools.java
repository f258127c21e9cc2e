package dev.gladhand.http.mcp;

import static dev.gladhand.http.mcp.Arguments.AFTER;
import static dev.gladhand.http.mcp.Arguments.CONFIRM;
import static dev.gladhand.http.mcp.Arguments.CONNECTION;
import static dev.gladhand.http.mcp.Arguments.HOURS;
import static dev.gladhand.http.mcp.Arguments.KEY;
import static dev.gladhand.http.mcp.Arguments.OPERATION;
import static dev.gladhand.http.mcp.Arguments.RECORD;
import static dev.gladhand.http.mcp.Arguments.RESOURCE;
import static dev.gladhand.http.mcp.Arguments.SIZE;
import static dev.gladhand.http.mcp.Arguments.STATUS;
import static dev.gladhand.http.mcp.Arguments.TYPE;

import dev.gladhand.application.partner.Scopes;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.Shape;
import jakarta.inject.Singleton;
import java.util.List;

/** The tools for language models. Each runs a use case of the API and needs its scope. */
@Singleton
final class GatewayTools {
  private static final String NEEDS_CONFIRMATION =
      " Show a person what preview_write answers, and set confirm to true only when the person has"
          + " said yes.";

  private final List<Tool> tools;

  GatewayTools(LookTools look, WriteTools write) {
    tools =
        List.of(
            new Tool(
                "list_connections",
                "List connections",
                "Lists the fleets' connections to telematics providers, 20 at a time, by id.",
                false,
                List.of(Scopes.CONNECTION_READ),
                Shape.of(List.of(AFTER, SIZE)),
                false,
                look::connections),
            new Tool(
                "describe_write",
                "Describe a write",
                "Answers the JSON Schema of the body that submit_write and preview_write take for a"
                    + " resource of a connection, or that its provider does not support it.",
                false,
                List.of(Scopes.CONNECTION_READ),
                required(List.of(CONNECTION, RESOURCE, TYPE), CONNECTION, RESOURCE, TYPE),
                false,
                look::capability),
            new Tool(
                "list_operations",
                "List operations",
                "Lists accepted writes, the newest first.",
                false,
                List.of(Scopes.OPERATION_READ),
                Shape.of(List.of(CONNECTION, RESOURCE, STATUS, HOURS, SIZE, AFTER)),
                false,
                look::operations),
            new Tool(
                "explain_operation",
                "Explain an operation",
                "Says in words why an operation waits or how it ended, and returns the whole"
                    + " operation.",
                false,
                List.of(Scopes.OPERATION_READ),
                required(List.of(CONNECTION, OPERATION), CONNECTION, OPERATION),
                false,
                look::explained),
            new Tool(
                "preview_write",
                "Preview a write",
                "Checks a write and answers the request that the provider would get. Nothing is"
                    + " stored or sent.",
                false,
                List.of(Scopes.TELEMATICS_WRITE),
                required(List.of(RESOURCE, RECORD), RESOURCE),
                true,
                write::preview),
            new Tool(
                "submit_write",
                "Submit a write",
                "Accepts a write. The gateway delivers it to the provider in the background. The"
                    + " answer is an operation; follow it with explain_operation."
                    + NEEDS_CONFIRMATION,
                true,
                List.of(Scopes.TELEMATICS_WRITE),
                required(List.of(RESOURCE, RECORD, KEY, CONFIRM), RESOURCE, KEY, CONFIRM),
                true,
                write::submit),
            new Tool(
                "retry_operation",
                "Retry a failed operation",
                "Repeats a failed operation as a new one. Where its outcome is unknown, the provider"
                    + " may get the write twice: say so before you ask."
                    + NEEDS_CONFIRMATION,
                true,
                List.of(Scopes.OPERATION_WRITE, Scopes.TELEMATICS_WRITE),
                required(
                    List.of(CONNECTION, OPERATION, KEY, CONFIRM),
                    CONNECTION,
                    OPERATION,
                    KEY,
                    CONFIRM),
                false,
                write::retry));
  }

  List<Tool> all() {
    return tools;
  }

  private static Shape required(List<Field<?>> fields, Field<?>... required) {
    var rules = new Rule[required.length];
    for (var i = 0; i < required.length; i++) {
      rules[i] = new PresenceRule.Required(required[i]);
    }
    return Shape.of(fields, rules);
  }
}
