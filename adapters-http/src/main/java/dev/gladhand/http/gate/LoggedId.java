package dev.gladhand.http.gate;

import dev.gladhand.http.request.RequestIds;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts a request's id into the log lines of every thread that works on the request. The framework's
 * own element would copy all values of the logging context at each change of thread.
 */
record LoggedId(String id) implements ThreadPropagatedContextElement<@Nullable String> {
  @Override
  public @Nullable String updateThreadContext() {
    var before = MDC.get(RequestIds.LOGGED_AS);
    MDC.put(RequestIds.LOGGED_AS, id);
    return before;
  }

  @Override
  public void restoreThreadContext(@Nullable String before) {
    if (before == null) {
      MDC.remove(RequestIds.LOGGED_AS);
    } else {
      MDC.put(RequestIds.LOGGED_AS, before);
    }
  }
}
