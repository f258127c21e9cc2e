package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Finds the handler of a request by its path: a handler has an exact path, or a path whose last
 * segment, {@code {id}}, stands for any id.
 */
public final class Router {
  private final Map<String, Map<String, Function<Call, Answer>>> exact = new HashMap<>();
  private final Map<String, Map<String, Function<Call, Answer>>> withId = new HashMap<>();
  private final Function<Request, Answer> notFound;
  private final Function<Request, Answer> notAllowed;

  public Router(Function<Request, Answer> notFound, Function<Request, Answer> notAllowed) {
    this.notFound = notFound;
    this.notAllowed = notAllowed;
  }

  /** Adds a handler for this method and path; the path may end in {@code /{id}}. */
  public Router on(String method, String path, Function<Call, Answer> handler) {
    boolean hasId = path.endsWith("/{id}");
    String key = hasId ? path.substring(0, path.length() - 5) : path;
    (hasId ? withId : exact).computeIfAbsent(key, unused -> new TreeMap<>()).put(method, handler);
    return this;
  }

  /** Calls the handler of the request's path, and returns its answer. */
  public Answer answer(Request request, Writes writes) {
    return answer(request, request.path(), writes);
  }

  /**
   * Calls the handler of the given path, which may differ from the request's, and returns its
   * answer.
   */
  public Answer answer(Request request, String path, Writes writes) {
    String trimmed = path.length() > 1 && path.endsWith("/") ? cut(path, path.length() - 1) : path;
    var methods = exact.get(trimmed);
    String id = "";
    if (methods == null) {
      int slash = trimmed.lastIndexOf('/');
      methods = slash < 0 ? null : withId.get(cut(trimmed, slash));
      id = Request.decode(trimmed.substring(slash + 1));
    }
    if (methods == null) {
      return notFound.apply(request);
    }
    var handler = methods.get(request.method());
    if (handler == null) {
      String allowed = String.join(", ", new TreeSet<>(methods.keySet()));
      return notAllowed.apply(request).with("Allow", allowed);
    }
    try {
      return handler.apply(new Call(request, id, writes));
    } catch (Refusal refusal) {
      return refusal.answer();
    }
  }

  private static String cut(String path, int end) {
    return path.substring(0, end);
  }
}
