package dev.gladhand.e2e.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gladhand.e2e.client.Fleet;
import dev.gladhand.e2e.client.Http;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.journal.Received;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A partner's connection to one simulated provider, and what that provider receives. */
public final class ProviderBench {
  private final World world;
  private final Partner partner;
  private final String provider;
  private final Predicate<Received> isWrite;
  private final String connection;
  private final Map<String, String> names = new TreeMap<>();

  public ProviderBench(
      World world, String provider, Predicate<Received> isWrite, String body, String... records) {
    this.world = world;
    this.provider = provider;
    this.isWrite = isWrite;
    this.partner = Partner.of(world.node(), provider + " fleet");
    this.connection = partner.connect(body);
    names.put("connection", connection);
    for (var i = 0; i < records.length; i += 3) {
      var reference = List.of(Fleet.reference(records[i + 1], records[i + 2]));
      names.put(records[i], partner.references(connection, reference).getFirst());
    }
  }

  /**
   * A write to the gateway.
   *
   * @param sent the bodies that the provider receives, in order
   */
  public record Case(String method, String path, String body, List<String> sent) {
    public static Case of(String method, String path, String body, String... sent) {
      return new Case(method, "/v2/telematics/" + path, body, List.of(sent));
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  public String fill(String text, int number) {
    var filled = text.replace("{n}", Integer.toString(number));
    for (var name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return filled;
  }

  public Http.Reply write(Case write, int number, String query) {
    var body = "{\"connection_id\":\"{connection}\"," + write.body();
    return partner.send(write.method(), fill(write.path(), number) + query, fill(body, number));
  }

  public JsonNode accepted(Case write, int number) {
    return write(write, number, "").expect(202).json();
  }

  public JsonNode ended(JsonNode accepted) {
    return partner.ended(connection, accepted.get("id").asText());
  }

  public JsonNode now(JsonNode accepted) {
    return partner.operation(connection, accepted.get("id").asText());
  }

  public JsonNode capabilities() {
    return partner
        .get("/v2/integrations/connections/" + connection + "/capabilities")
        .expect(200)
        .json();
  }

  public JsonNode connection() {
    return partner.get("/v2/integrations/connections/" + connection).expect(200).json();
  }

  public JsonNode described() {
    return partner.get("/v2/integrations/tsps/" + provider).expect(200).json();
  }

  public Http.Reply connect(String body) {
    return partner.send("POST", "/v2/integrations/connections", body);
  }

  public long lastRequest() {
    var all = world.sandbox().journal().received(Query.of(provider));
    return all.isEmpty() ? 0 : all.getLast().sequence();
  }

  public List<Received> writesSince(long sequence) {
    return world.sandbox().journal().received(Query.of(provider).after(sequence)).stream()
        .filter(isWrite)
        .toList();
  }

  /** Returns how often the provider applied each write with this text. */
  public void appliedOnce(String text) {
    var applied =
        world.sandbox().journal().applied(Query.of(provider)).stream()
            .filter(write -> write.key().contains(text) || write.fields().write().contains(text))
            .toList();
    assertEquals(1, applied.size(), applied::toString);
  }
}
