package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Refusal;
import dev.gladhand.application.reference.ReadReferences;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportReferencesTest {
  private final House house = new House();

  @Test
  void answersInTheOrderAskedAndCreatesOnce() {
    var id = house.connection();
    var items =
        List.of(
            entry("user", "5", "Ada"),
            entry("vehicle", "5", "Truck"),
            entry("user", "5", "Ada L."));
    var imported = House.ok(house.imports.put(House.PARTNER, id, items));
    assertEquals(List.of(true, true, false), imported.stream().map(i -> i.created()).toList());
    assertEquals(imported.get(0).id(), imported.get(2).id());
    assertEquals(ResourceId.of(id, Resource.VEHICLE, new SourceId("5")), imported.get(1).id());
    assertEquals(
        List.of("resource", "source_id", "resource_id", "created"),
        List.copyOf(imported.getFirst().toJson().keySet()));
    var again = House.ok(house.imports.put(House.PARTNER, id, items));
    assertTrue(again.stream().noneMatch(i -> i.created()));
    var ada =
        House.ok(house.references.get(House.PARTNER, Resource.USER, imported.getFirst().id()));
    assertEquals("Ada L.", ada.toJson().get("name"));
    assertTrue(ada.toJson().containsKey("hos_ruleset_code"));
  }

  @Test
  void tellsEveryFaultByItsPlaceAndTakesNothing() {
    var id = house.connection();
    var items =
        Arrays.<Object>asList(
            entry("user", "1", "x"),
            Map.of("resource", "ship", "source_id", ""),
            "no object",
            null,
            Map.of("source_id", "a", "roles", List.of("driver", "pilot", "driver"), "x", 1));
    assertEquals(
        Map.of(
            "1.resource", "enum",
            "1.source_id", "string_too_short",
            "2", "object_type",
            "3", "object_type",
            "4.resource", "required",
            "4.roles.1", "enum",
            "4.roles.2", "not_unique",
            "4.x", "unknown_field"),
        House.faults(house.imports.put(House.PARTNER, id, items)));
    assertTrue(users().isEmpty());
  }

  @Test
  void takesFromOneToTenThousand() {
    var id = house.connection();
    var many = new ArrayList<Object>();
    IntStream.range(0, 10_000).forEach(i -> many.add(entry("user", "u" + i, "User " + i)));
    assertEquals(10_000, House.ok(house.imports.put(House.PARTNER, id, many)).size());
    many.add(entry("user", "one more", "x"));
    assertEquals(
        Map.of("", "array_length"), House.faults(house.imports.put(House.PARTNER, id, many)));
    assertEquals(
        Map.of("", "array_length"), House.faults(house.imports.put(House.PARTNER, id, List.of())));
  }

  @Test
  void nobodyElseSeesOrWritesThem() {
    var id = house.connection(Map.of("fleet_ref", "north"));
    var imported =
        House.ok(house.imports.put(House.PARTNER, id, List.of(entry("user", "5", "Ada"))));
    assertInstanceOf(
        Refusal.NotFound.class,
        House.refusal(house.imports.put(House.OTHER, id, List.of(entry("user", "6", "Eve")))));
    var record = imported.getFirst().id();
    assertInstanceOf(
        Refusal.NotFound.class,
        House.refusal(house.references.get(House.OTHER, Resource.USER, record)));
    assertInstanceOf(
        Refusal.NotFound.class,
        House.refusal(house.references.get(House.PARTNER, Resource.VEHICLE, record)));
    var filter = new ReadReferences.Filter(Resource.USER, id, List.of("north"), new SourceId("5"));
    assertTrue(house.references.list(House.OTHER, filter, null, 10).isEmpty());
    assertEquals(1, house.references.list(House.PARTNER, filter, null, 10).size());
  }

  private List<?> users() {
    return house.references.list(
        House.PARTNER, new ReadReferences.Filter(Resource.USER, null, List.of(), null), null, 10);
  }

  private static Map<String, Object> entry(String resource, String source, String name) {
    return Map.of("resource", resource, "source_id", source, "name", name);
  }
}
