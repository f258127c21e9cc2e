package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that need stored secrets, over and over: writes by the credentials of connections, and
 * changes of these. A node that is not there is waited for; everything else is kept to be told.
 */
public final class KeyLoad {
  private static final String CREDENTIALS =
      "{\"credentials\":{\"api_token\":\"samsara-sandbox-token\"}}";

  private final Partner partner;
  private final List<String> connections = new ArrayList<>();
  private final List<String> drivers = new ArrayList<>();
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger changed = new AtomicInteger();
  private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  public KeyLoad(World world, Partner partner, int count) {
    this.partner = partner;
    for (var i = 0; i < count; i++) {
      var connection =
          partner.samsara(world.sandbox().samsaraUrl(), ",\"rate_limit\":{\"per_second\":100000}");
      connections.add(connection);
      drivers.add(partner.users(connection, List.of(World.ANA)).getFirst());
    }
  }

  public void start() {
    threads.execute(() -> repeat(this::write));
    threads.execute(() -> repeat(this::change));
  }

  private interface Act {
    void on(int connection) throws IOException;
  }

  private void repeat(Act act) {
    for (var i = 0; running.get(); i++) {
      try {
        act.on(i % connections.size());
      } catch (IOException e) {
        // The node was killed and has not started again yet.
        Await.until("the node is back", Partner.SOON, () -> !running.get() || reachable());
      } catch (AssertionError e) {
        faults.add(e.toString());
        return;
      }
    }
  }

  private boolean reachable() {
    return Http.reachable(partner.url() + "/health/readiness");
  }

  private void write(int i) throws IOException {
    var body =
        "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"by a secret\"}"
            .formatted(connections.get(i), drivers.get(i));
    note("POST", Sample.MESSAGE.path() + "?is_sync=true", body, written);
  }

  private void change(int i) throws IOException {
    note("PATCH", Route.C + "/" + connections.get(i), CREDENTIALS, changed);
  }

  private void note(String method, String path, String body, AtomicInteger done)
      throws IOException {
    var headers =
        Map.of("Authorization", "Bearer " + partner.token(), "Content-Type", "application/json");
    var reply = Http.trySend(method, partner.url() + path, body, headers);
    if (reply.status() == 200) {
      done.incrementAndGet();
    } else if (!passing(reply)) {
      faults.add(method + " " + reply);
    }
  }

  /**
   * Tells whether the failure is temporary: a node starts or stops, two changes collide, or a
   * provider is slow.
   */
  private static boolean passing(Http.Reply reply) {
    return Set.of(409, 503).contains(reply.status())
        || reply.status() == 502
            && reply.json().at("/logs/0/error_type").asText().equals("network");
  }

  /** One write and one change, which succeed. */
  public void once() throws IOException {
    var before = written.get() + changed.get();
    write(0);
    change(0);
    assertEquals(List.of(), List.copyOf(faults));
    assertEquals(before + 2, written.get() + changed.get());
  }

  /** Ends the load, of which nothing may have gone wrong. */
  public void stop() {
    running.set(false);
    threads.close();
    assertEquals(List.of(), List.copyOf(faults));
    assertTrue(written.get() > 0 && changed.get() > 0, written + " and " + changed);
  }
}
