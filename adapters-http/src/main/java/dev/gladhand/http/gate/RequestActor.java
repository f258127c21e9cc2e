package dev.gladhand.http.gate;

import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.http.request.Caller;
import dev.gladhand.http.request.RequestIds;
import io.micronaut.core.propagation.ThreadPropagatedContextElement;
import io.micronaut.http.HttpRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The actor that the audit records for the changes that a request makes, on every thread that works
 * on the request.
 */
record RequestActor(HttpRequest<?> request, RequestIds ids)
    implements ThreadPropagatedContextElement<@Nullable Supplier<Actor>>, Supplier<Actor> {

  @Override
  public Actor get() {
    var client = request.getUserPrincipal(Caller.class).map(Caller::clientId).orElse(null);
    var address = request.getRemoteAddress().getAddress();
    return new Actor(
        Actor.Kind.CLIENT,
        client,
        ids.of(request),
        address == null ? null : address.getHostAddress());
  }

  @Override
  public @Nullable Supplier<Actor> updateThreadContext() {
    return Acting.replace(this);
  }

  @Override
  public void restoreThreadContext(@Nullable Supplier<Actor> before) {
    Acting.replace(before);
  }
}
