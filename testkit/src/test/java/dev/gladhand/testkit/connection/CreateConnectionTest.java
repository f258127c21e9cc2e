package dev.gladhand.testkit.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gladhand.application.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreateConnectionTest {
  private final House house = new House();

  @Test
  void showsEverythingButTheSecret() {
    var body =
        Map.of(
            "source_name",
            "listed",
            "fleet_ref",
            "north",
            "credentials",
            Map.of("api_token", "secret-1", "account", "77"),
            "settings",
            Map.of("base_url", "https://api.listed.example", "tags", List.of("a")));
    var view = House.ok(house.create.create(House.PARTNER, body));
    assertEquals(Map.of("api_token", "*****", "account", "77"), House.json(view, "credentials"));
    assertEquals("active", House.json(view, "status"));
    assertEquals("listed", House.json(view, "source_name"));
    assertEquals(
        Map.of("base_url", "https://api.listed.example", "tags", List.of("a")),
        House.json(view, "settings"));
    assertEquals(List.of("connection.created"), house.events());
    assertFalse(view.toString().contains("secret-1"));
  }

  @Test
  void tellsEveryFaultAtOnce() {
    var faults =
        House.faults(
            house.create.create(
                House.PARTNER,
                Map.of(
                    "source_name",
                    "listed",
                    "fleet_ref",
                    7,
                    "bogus",
                    true,
                    "credentials",
                    Map.of("acount", "x"),
                    "settings",
                    Map.of("base_url", "https://evil.example", "tags", "a"))));
    assertEquals(
        Map.of(
            "fleet_ref", "string_type",
            "bogus", "unknown_field",
            "credentials.acount", "unknown_field",
            "credentials.api_token", "required",
            "settings.base_url", "url_not_allowed",
            "settings.tags", "array_type"),
        faults);
  }

  @Test
  void knowsOnlyTheTspsItWasBuiltWith() {
    var faults = House.faults(house.create.create(House.PARTNER, Map.of("source_name", "nobody")));
    assertEquals(Map.of("source_name", "enum"), faults);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"line\nbreak", "carriage\rreturn", "tab\t", "nul\u0000", "ümlaut", "\u007f"})
  void takesNoCredentialThatAHeaderCannotCarry(String token) {
    var body = Map.of("source_name", "listed", "credentials", Map.of("api_token", token));
    var refusal =
        assertInstanceOf(
            Refusal.Invalid.class, House.refusal(house.create.create(House.PARTNER, body)));
    assertEquals("credentials.api_token", refusal.faults().getFirst().path());
    assertFalse(refusal.toString().contains(token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.listed.example",
        "https://API.listed.example/",
        "https://api.listed.example:443/v1",
        "http://127.0.0.1:4010",
        "https://127.0.0.1:4010/samsara"
      })
  void letsABaseUrlPointToTheTspAndToWhatTheOperatorAllows(String url) {
    house.connection(Map.of("settings", Map.of("base_url", url)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.listed.example",
        "https://api.listed.example:8443",
        "https://api.listed.example.evil.com",
        "https://api.listed.example@evil.com",
        "https://user:secret@api.listed.example",
        "https://evil.com/api.listed.example",
        "https://evil.com#api.listed.example",
        "https://api.listed.example?x=1",
        "https://xapi.listed.example",
        "https://api.listed.example.",
        "http://127.0.0.1:4011",
        "http://127.0.0.1",
        "http://127.1:4010",
        "ftp://127.0.0.1:4010",
        "//api.listed.example",
        "api.listed.example",
        "https://",
        "https:api.listed.example",
        "https://api.listed.example\\@evil.com",
        "https://169.254.169.254"
      })
  void letsABaseUrlPointNowhereElse(String url) {
    var body =
        Map.of(
            "source_name", "listed",
            "credentials", Map.of("api_token", "t"),
            "settings", Map.of("base_url", url));
    var answer = house.create.create(House.PARTNER, body);
    assertEquals(List.of("settings.base_url"), List.copyOf(House.faults(answer).keySet()));
    assertFalse(House.refusal(answer).toString().contains("secret"));
  }

  @Test
  void givesOneFleetOfAPartnerOneId() {
    var first = fleet(house.connection(Map.of("fleet_ref", "north")));
    assertEquals(first, fleet(house.connection(Map.of("fleet_ref", "north"))));
    assertNotEquals(first, fleet(house.connection(Map.of("fleet_ref", "south"))));
    assertNotEquals(fleet(house.connection()), fleet(house.connection()));
    var body =
        Map.of(
            "source_name", "listed", "fleet_ref", "north", "credentials", Map.of("api_token", "t"));
    var others = House.ok(house.create.create(House.OTHER, body));
    assertNotEquals(first, others.connection().fleetId());
  }

  private Object fleet(dev.gladhand.domain.connection.ConnectionId id) {
    return House.ok(house.read.get(House.PARTNER, id)).connection().fleetId();
  }
}
