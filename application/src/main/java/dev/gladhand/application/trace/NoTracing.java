package dev.gladhand.application.trace;

import dev.gladhand.domain.operation.ResourceOperation;
import dev.gladhand.domain.operation.TraceContext;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The tracing of a node without a collector. */
final class NoTracing implements Tracing {
  private static final OpenSpan NOTHING = new Untold(null);

  @Override
  public boolean on() {
    return false;
  }

  @Override
  public OpenSpan request(String method, String route, String path, @Nullable TraceContext caller) {
    return untold(caller);
  }

  @Override
  public OpenSpan retry(ResourceOperation failed, @Nullable TraceContext request) {
    return untold(request);
  }

  @Override
  public OpenSpan attempt(ResourceOperation operation) {
    return NOTHING;
  }

  @Override
  public void lost(ResourceOperation operation, Instant begun) {}

  @Override
  public OpenSpan lookUp(ResourceOperation operation) {
    return NOTHING;
  }

  private static OpenSpan untold(@Nullable TraceContext context) {
    return context == null ? NOTHING : new Untold(context);
  }

  private record Untold(@Nullable TraceContext context) implements OpenSpan {
    @Override
    public void about(ResourceOperation operation) {}

    @Override
    public void outcome(String word, boolean failed) {}

    @Override
    public void answered(int status) {}

    @Override
    public void close() {}
  }
}
