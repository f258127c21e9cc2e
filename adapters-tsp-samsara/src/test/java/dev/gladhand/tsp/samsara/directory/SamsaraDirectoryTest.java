package dev.gladhand.tsp.samsara.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.Directory.Listing;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.tsp.samsara.Samsara;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SamsaraDirectoryTest {
  private final AdapterBench samsara = Samsara.bench();

  private Listing list(Resource resource, String cursor) {
    return samsara.adapter.directory().orElseThrow().list(resource, cursor, samsara.access());
  }

  private static String page(String data, String cursor) {
    return "{\"data\":["
        + data
        + "],\"pagination\":{\"endCursor\":\""
        + cursor
        + "\",\"hasNextPage\":"
        + !cursor.isEmpty()
        + "}}";
  }

  @Test
  void listsActiveDriversAndThenDeactivatedOnes() {
    samsara
        .calls
        .reply(200, page("{\"id\":\"1\",\"name\":\"A\",\"username\":\"a\"}", "x=="))
        .reply(200, page("{\"id\":\"2\"}", ""))
        .reply(
            200,
            page("{\"id\":\"3\",\"name\":\"C\",\"driverActivationStatus\":\"deactivated\"}", ""));
    var first = assertInstanceOf(Listing.Page.class, list(Resource.USER, null));
    var second = assertInstanceOf(Listing.Page.class, list(Resource.USER, first.next()));
    var third = assertInstanceOf(Listing.Page.class, list(Resource.USER, second.next()));
    assertNull(third.next());
    assertEquals(
        List.of(
            "GET https://api.samsara.com/fleet/drivers?limit=512&driverActivationStatus=active",
            "GET https://api.samsara.com/fleet/drivers?limit=512&driverActivationStatus=active&after=x%3D%3D",
            "GET https://api.samsara.com/fleet/drivers?limit=512&driverActivationStatus=deactivated"),
        samsara.calls.lines());
    assertEquals(new SourceId("1"), first.entries().getFirst().source());
    assertEquals(
        Map.of("username", "a", "is_driver", true, "is_active", true, "status", "ACTIVE"),
        first.entries().getFirst().fields());
    assertEquals("C", third.entries().getFirst().name());
    assertEquals("INACTIVE", third.entries().getFirst().fields().get("status"));
  }

  @Test
  void listsVehiclesAndTrailers() {
    samsara
        .calls
        .reply(
            200,
            page(
                "{\"id\":\"1\",\"name\":\"V\",\"vin\":\"1FUJGLDR12LM01234\",\"make\":\"Volvo\",\"year\":\"2020\"},{\"name\":\"?\"}",
                "n"))
        .reply(200, page("{\"id\":\"9\",\"name\":\"T\",\"licensePlate\":\"X\"}", ""));
    var vehicles = assertInstanceOf(Listing.Page.class, list(Resource.VEHICLE, null));
    assertEquals("n", vehicles.next());
    assertEquals(1, vehicles.entries().size());
    assertEquals(
        Map.of(
            "vehicle_name",
            "V",
            "vin",
            "1FUJGLDR12LM01234",
            "oem",
            "Volvo",
            "model_year",
            new BigDecimal("2020")),
        vehicles.entries().getFirst().fields());
    var trailers = assertInstanceOf(Listing.Page.class, list(Resource.TRAILER, null));
    assertEquals(
        Map.of("trailer_name", "T", "license_plate_number", "X"),
        trailers.entries().getFirst().fields());
    assertEquals(
        List.of(
            "GET https://api.samsara.com/fleet/vehicles?limit=512",
            "GET https://api.samsara.com/fleet/trailers?limit=512"),
        samsara.calls.lines());
  }

  @Test
  void saysWhyThereIsNoPage() {
    samsara.calls.reply(429, "", "retry-after", "0.4").reply(200, "<html>").reply(401, "");
    assertEquals(
        new Retry.After(Duration.ofMillis(400)),
        assertInstanceOf(Listing.Failed.class, list(Resource.VEHICLE, null)).advice());
    assertInstanceOf(Listing.Failed.class, list(Resource.VEHICLE, null));
    assertInstanceOf(
        Retry.NewCredentials.class,
        assertInstanceOf(Listing.Failed.class, list(Resource.VEHICLE, null)).advice());
  }
}
