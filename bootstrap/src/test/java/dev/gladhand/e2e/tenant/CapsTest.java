package dev.gladhand.e2e.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.e2e.client.Errors;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one partner may have: no race gets it more, and the answer names the bound. */
@BothStores
class CapsTest {
  private static final int RACERS = 8;

  @TempDir Path folder;

  private final Stores.Kind kind;

  CapsTest(Stores.Kind kind) {
    this.kind = kind;
  }

  @Test
  void aPartnerHasNoMoreThanItMay() throws Exception {
    var settings =
        Map.of(
            "GLADHAND_PARTNER_WEBHOOKS", "2",
            "GLADHAND_PARTNER_INVITATIONS", "2",
            "GLADHAND_PARTNER_CONNECTIONS", "3",
            "GLADHAND_PARTNER_REFERENCES", "7");
    try (var world = World.start(kind, folder, settings, Inbox.SHARED.target())) {
      var partner = Partner.of(world.node(), "Crowd Inc");
      var connections = race(partner, "POST", Route.C, _ -> connection());
      assertTaken(connections, 201, 3, "GLADHAND_PARTNER_CONNECTIONS");
      var connection = connections.stream().filter(one -> one.status() == 201).findFirst();
      var id = connection.orElseThrow().json().get("id").asText();
      var hooks =
          race(partner, "POST", Route.W, _ -> Hook.body(Inbox.SHARED.box(), "connection.*"));
      assertTaken(hooks, 201, 2, "GLADHAND_PARTNER_WEBHOOKS");
      var invitations = race(partner, "POST", Route.I, n -> "{\"fleet_ref\":\"fleet-" + n + "\"}");
      assertTaken(invitations, 201, 2, "GLADHAND_PARTNER_INVITATIONS");
      var references = Route.C + "/" + id + "/references";
      var imports =
          race(
              partner,
              "PUT",
              references,
              n ->
                  List.of(Fleet.reference("user", "a" + n), Fleet.reference("user", "b" + n))
                      .toString());
      assertTaken(imports, 200, 3, "GLADHAND_PARTNER_REFERENCES");
      // What is there already is no more.
      var known = imports.stream().filter(one -> one.status() == 200).findFirst().orElseThrow();
      var source = known.json().at("/items/0/source_id").asText();
      partner
          .send("PUT", references, List.of(Fleet.reference("user", source)).toString())
          .expect(200);
      // One that is gone makes room, and so do its references; others have their own.
      partner.send("DELETE", Route.C + "/" + id, "");
      var next = partner.send("POST", Route.C, connection()).expect(201).json().get("id").asText();
      var seven = IntStream.range(0, 7).mapToObj(n -> Fleet.reference("user", "c" + n)).toList();
      partner.send("PUT", Route.C + "/" + next + "/references", seven.toString()).expect(200);
      assertTaken(
          List.of(
              partner.send(
                  "PUT",
                  Route.C + "/" + next + "/references",
                  List.of(Fleet.reference("user", "c8")).toString())),
          200,
          0,
          "GLADHAND_PARTNER_REFERENCES");
      assertEquals(
          201, Partner.of(world.node(), "Other").send("POST", Route.C, connection()).status());
    }
  }

  private static String connection() {
    return "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"}}";
  }

  private interface Body {
    String of(int number);
  }

  private static List<Http.Reply> race(Partner partner, String method, String path, Body body)
      throws ExecutionException, InterruptedException {
    var all = new ArrayList<Future<Http.Reply>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, RACERS)
          .mapToObj(n -> (Callable<Http.Reply>) () -> partner.send(method, path, body.of(n)))
          .forEach(call -> all.add(threads.submit(call)));
    }
    var replies = new ArrayList<Http.Reply>();
    for (var one : all) {
      replies.add(one.get());
    }
    return replies;
  }

  private static void assertTaken(List<Http.Reply> replies, int status, int most, String bound) {
    assertEquals(most, replies.stream().filter(one -> one.status() == status).count());
    for (var reply : replies) {
      if (reply.status() != status) {
        assertEquals(409, reply.status(), reply::toString);
        Errors.assertBody(bound, reply);
        assertTrue(reply.json().get("detail").asText().contains(bound), reply::toString);
      }
    }
  }
}
