package dev.gladhand.e2e.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.world.World;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.journal.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A partner with a fleet at Samsara that can make every write that Samsara supports. Bodies are
 * written with names in braces for what differs from run to run; {@code {n}} is a number that was
 * never used before.
 */
public final class Fleet {
  public static final String TRUCK = "281474976710657001";
  public static final String TRAILER = "281474976710658001";
  public static final String CLERK = "281474976710659001";
  private static final AtomicInteger NUMBER = new AtomicInteger(100_000);

  private final World world;
  private final Partner partner;
  private final String connection;
  private final Map<String, String> names = new TreeMap<>();

  private Fleet(World world, Partner partner, String connection) {
    this.world = world;
    this.partner = partner;
    this.connection = connection;
    var ids =
        partner.references(
            connection,
            List.of(
                reference("user", World.ANA),
                reference("user", World.BEN),
                reference("vehicle", TRUCK),
                reference("trailer", TRAILER),
                reference("user", CLERK)));
    names.put("connection", connection);
    names.put("ana", ids.get(0));
    names.put("ben", ids.get(1));
    names.put("truck", ids.get(2));
    names.put("trailer", ids.get(3));
    names.put("clerk", ids.get(4));
    names.put("ANA", World.ANA);
    names.put("BEN", World.BEN);
    names.put("TRUCK", TRUCK);
    names.put("TRAILER", TRAILER);
    names.put("CLERK", CLERK);
  }

  public static Fleet atSamsara(World world, String partner) {
    return atSamsara(world, Partner.of(world.node(), partner));
  }

  public static Fleet atSamsara(World world, Partner partner) {
    var settings =
        ",\"rate_limit\":{\"per_second\":100000},\"vehicle_create_as_asset\":true"
            + ",\"user_role_id\":\"role-1\",\"dvir_authors\":{\""
            + World.ANA
            + "\":\""
            + CLERK
            + "\"}";
    return new Fleet(world, partner, partner.samsara(world.sandbox().samsaraUrl(), settings));
  }

  public static String reference(String resource, String source) {
    return "{\"resource\":\"" + resource + "\",\"source_id\":\"" + source + "\"}";
  }

  public static int number() {
    return NUMBER.incrementAndGet();
  }

  public Partner partner() {
    return partner;
  }

  public String connection() {
    return connection;
  }

  public String id(String name) {
    var id = names.get(name);
    if (id == null) {
      throw new IllegalArgumentException(name);
    }
    return id;
  }

  /** The text with every name replaced; all {@code {n}} of one text are one number. */
  public String fill(String text) {
    return fill(text, number());
  }

  public String fill(String text, int number) {
    var filled = text.replace("{n}", Integer.toString(number));
    for (var name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }

  public JsonNode ended(JsonNode accepted) {
    return partner.ended(connection, accepted.get("id").asText());
  }

  /** Waits until nothing of this fleet is on its way any more, so that no later test sees it. */
  public void settle() {
    var pending =
        "/v2/integrations/connections/resource-operations?status=pending&size=1&connection_id="
            + connection;
    Await.until(
        "every write has ended",
        Duration.ofSeconds(60),
        () -> partner.get(pending).expect(200).json().get("items").isEmpty());
  }

  /** What Samsara has received since this many requests, reads left out. */
  public List<Received> writesSince(long sequence) {
    return world.sandbox().journal().received(Query.of("samsara").after(sequence)).stream()
        .filter(request -> !request.method().equals("GET"))
        .toList();
  }

  public long lastRequest() {
    var all = world.sandbox().journal().received(Query.of("samsara"));
    return all.isEmpty() ? 0 : all.getLast().sequence();
  }
}
