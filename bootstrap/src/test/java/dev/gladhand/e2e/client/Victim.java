package dev.gladhand.e2e.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.e2e.world.Hook;
import dev.gladhand.e2e.world.Inbox;
import dev.gladhand.e2e.world.World;
import java.util.ArrayList;

/** A partner that continues its work while another one attacks. */
public record Victim(Fleet fleet, Inbox.Box box) {
  public static Victim of(World world) {
    var fleet = Fleet.atSamsara(world, "Victim Inc");
    var box = Inbox.SHARED.box();
    Hook.of(fleet.partner(), box, "resource_operation.*");
    return new Victim(fleet, box);
  }

  public Partner partner() {
    return fleet.partner();
  }

  /** Writes, reads, and is told of what came of it, each write at its first attempt. */
  public void goesOn(int writes) {
    var before = box.all().size();
    var ids = new ArrayList<String>();
    for (var n = 0; n < writes; n++) {
      var sent = partner().send("POST", Sample.MESSAGE.path(), fleet.fill(Sample.MESSAGE.body()));
      ids.add(sent.expect(202).json().get("id").asText());
      partner().get(Route.C + "/resource-operations?size=5").expect(200);
    }
    for (var id : ids) {
      var ended = partner().ended(fleet.connection(), id);
      assertEquals("success", ended.get("status").asText(), ended::toString);
      assertEquals(1, ended.get("attempts").asInt(), ended::toString);
    }
    box.first(before + 2 * ids.size());
  }
}
