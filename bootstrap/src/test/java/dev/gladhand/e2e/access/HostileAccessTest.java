package dev.gladhand.e2e.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.client.EventStream;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.e2e.client.Route;
import dev.gladhand.e2e.client.Sample;
import dev.gladhand.e2e.client.Victim;
import dev.gladhand.e2e.world.BothStores;
import dev.gladhand.e2e.world.Stores;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * A partner keeps what it may no longer read open, leads stored credentials elsewhere, and asks for
 * what is another's: it is answered by the bound, and the other goes on with its work meanwhile.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@BothStores
class HostileAccessTest {
  private static final int STREAMS = 20;

  @Parameter private Stores.Kind kind;
  private World world;
  private Fleet hostile;
  private Victim victim;

  @BeforeParameterizedClassInvocation
  void start() {
    world = World.shared(kind);
  }

  @BeforeEach
  void begin() {
    world.sandbox().faults().clear();
    hostile = Fleet.atSamsara(world, "Hostile Inc");
    victim = Victim.of(world);
  }

  @Test
  void streamsKeepNobodyWaitingAndEndWithTheirPartner() {
    var streams = new ArrayList<EventStream>();
    try {
      for (var n = 0; n < STREAMS; n++) {
        streams.add(EventStream.of(world.node(), hostile.partner(), "?after=0"));
      }
      hostile
          .partner()
          .send("POST", Sample.MESSAGE.path(), hostile.fill(Sample.MESSAGE.body()))
          .expect(202);
      victim.goesOn(3);
      // All of them are served still.
      streams.forEach(EventStream::next);
      var more =
          hostile
              .partner()
              .send("GET", "/v2/notifications/events", "", "Accept", "text/event-stream");
      assertEquals(429, more.status(), more::toString);
      Partner.admin(world.node())
          .send("POST", "/v2/admin/partners/" + hostile.partner().id() + "/disable", "")
          .expect(200);
      victim.goesOn(1);
      streams.forEach(EventStream::awaitEnd);
      assertEquals(401, hostile.partner().get(Route.C).status());
    } finally {
      streams.forEach(EventStream::close);
    }
  }

  @Test
  void storedCredentialsAreLedToNoOtherHostHoweverOftenItIsTried() {
    var elsewhere = "{\"settings\":{\"base_url\":\"https://api.eu.samsara.com\"}}";
    for (var n = 0; n < 10; n++) {
      var own = hostile.partner().send("PATCH", Route.C + "/" + hostile.connection(), elsewhere);
      assertEquals("credentials", own.expect(422).json().at("/detail/0/path").asText());
      var foreign = Route.C + "/" + victim.fleet().connection();
      assertEquals(404, hostile.partner().send("PATCH", foreign, elsewhere).status());
    }
    victim.goesOn(3);
  }

  @Test
  void whatIsAnothersIsAnsweredAsWhatDoesNotExist() {
    var connection = victim.fleet().connection();
    var sent =
        victim
            .partner()
            .send("POST", Sample.MESSAGE.path(), victim.fleet().fill(Sample.MESSAGE.body()))
            .expect(202)
            .json()
            .get("id")
            .asText();
    victim.fleet().settle();
    var nobodys = UUID.randomUUID().toString();
    for (var path :
        List.of(
            "/%s".formatted(connection),
            "/%s/capabilities".formatted(connection),
            "/%s/resource-operations/%s".formatted(connection, sent))) {
      var asked = hostile.partner().get(Route.C + path);
      var unknown =
          hostile.partner().get(Route.C + path.replace(connection, nobodys).replace(sent, nobodys));
      assertEquals(404, asked.status(), asked::toString);
      assertEquals(unknown.status(), asked.status());
      assertEquals(
          unknown.raw().body().replace(nobodys, ""),
          asked.raw().body().replace(connection, "").replace(sent, ""));
    }
    victim.goesOn(1);
  }
}
