package dev.gladhand.http.mcp;

import dev.gladhand.application.Answer;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.http.request.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a language model may call.
 *
 * @param description the description that the model is given
 * @param changes whether the tool changes anything
 * @param scopes the scopes that the caller's token must have, all of them
 * @param input the arguments besides {@link #BODY}
 * @param takesBody whether {@link #BODY} is a required argument
 */
record Tool(
    String name,
    String title,
    String description,
    boolean changes,
    List<String> scopes,
    Shape input,
    boolean takesBody,
    Work work) {
  /** The name of the argument that holds the body of a write. */
  static final String BODY = "body";

  /** Runs the tool. May block; may throw the same exceptions as a route, such as {@code Halt}. */
  @FunctionalInterface
  interface Work {
    /**
     * @param body the body of a write; empty if the tool takes no body
     * @return the tool's result as a JSON value, or a refusal
     */
    Answer<? extends @Nullable Object> run(
        Call call, Fields arguments, Map<String, @Nullable Object> body);
  }
}
