package dev.gladhand.http;

import dev.gladhand.application.trace.Tracing;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.util.HashMap;
import java.util.Map;

/** The module on a free port, with fakes behind it. */
public final class TestServer implements AutoCloseable {
  private final EmbeddedServer server;

  private TestServer(EmbeddedServer server) {
    this.server = server;
  }

  /** Beans are looked up as in the program; those of {@code beans} are added. */
  public static TestServer with(Object... beans) {
    return with(Map.of(), beans);
  }

  public static TestServer with(Map<String, Object> properties, Object... beans) {
    var all = new HashMap<String, Object>(properties);
    all.put("micronaut.server.host", "127.0.0.1");
    all.put("micronaut.server.port", "-1");
    all.put("micronaut.security.filter.enabled", "false");
    all.put("micronaut.security.endpoints.introspection.enabled", "false");
    var context =
        ApplicationContext.builder()
            .properties(all)
            .singletons(beans)
            .singletons(Tracing.NONE)
            .banner(false)
            .start();
    return new TestServer(context.getBean(EmbeddedServer.class).start());
  }

  public int port() {
    return server.getPort();
  }

  public <T> T bean(Class<T> type) {
    return server.getApplicationContext().getBean(type);
  }

  public Wire wire() {
    return new Wire(port());
  }

  @Override
  public void close() {
    server.close();
    server.getApplicationContext().close();
  }
}
