package dev.gladhand.e2e.node;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class PostgresTracesTest extends TracesContract {
  PostgresTracesTest() {
    super(Stores.Kind.POSTGRESQL);
  }

  @Slow
  @Test
  void aNodeThatTakesOverGoesOnWithTheTrace() {
    var settings = new HashMap<>(SETTINGS);
    settings.putAll(collector().variables());
    try (var second = world().another(settings)) {
      refuse(503);
      var trace = trace();
      var id = post("", "traceparent", parent(trace)).get("id").asText();
      var request = collector().await(trace, "the request", span -> span.is(SPAN_KIND_SERVER));
      collector().await(trace, "an attempt", exchange("503"));
      world().node().kill();
      world().sandbox().faults().clear();
      fleet().partner().at(second).ended(fleet().connection(), id);
      var made = collector().await(trace, "the attempt that succeeded", exchange("200"));
      assertEquals(id, made.get("gladhand.operation.id"));
      assertNotEquals(
          request.resource().get("service.instance.id"),
          made.resource().get("service.instance.id"));
      var delivery = collector().await(trace, "the delivery", delivery("succeeded"));
      assertEquals(request.id(), delivery.parent());
    } finally {
      world().node().start();
    }
  }
}
