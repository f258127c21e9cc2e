package dev.gladhand.http.mcp;

import dev.gladhand.application.Answer;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.http.request.Call;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a language model may do here.
 *
 * @param description what it is told about the tool
 * @param changes whether the tool changes anything
 * @param scopes all of which the token needs
 * @param input the arguments, but for {@link #BODY}
 * @param takesBody whether {@link #BODY} is an argument, and has to be given
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
  /** The argument that is the body of a write, which its resource declares. */
  static final String BODY = "body";

  /** Does what was asked for. May block; may throw what a route may throw. */
  @FunctionalInterface
  interface Work {
    /**
     * @param body of a write; empty where the tool takes none
     * @return a JSON value
     */
    Answer<? extends @Nullable Object> run(
        Call call, Fields arguments, Map<String, @Nullable Object> body);
  }
}
