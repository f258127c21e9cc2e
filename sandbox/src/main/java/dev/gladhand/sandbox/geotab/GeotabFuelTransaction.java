package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A purchase of fuel. */
final class GeotabFuelTransaction implements GeotabType {
  @Override
  public String wire() {
    return "FuelTransaction";
  }

  @Override
  public String resource(Json.Obj entry) {
    return "fuel_transaction";
  }

  @Override
  public String key(Json.Obj entry) {
    return String.valueOf(entry.text("externalReference"));
  }

  @Override
  public Map<String, @Nullable Object> blank() {
    return GeotabMembers.of(
        "dateTime",
        null,
        "volume",
        0,
        "odometer",
        0,
        "cost",
        0,
        "currencyCode",
        "USD",
        "device",
        null,
        "driver",
        null,
        "location",
        null,
        "productType",
        "Unknown",
        "provider",
        "Unknown",
        "externalReference",
        "",
        "siteName",
        "",
        "comments",
        "",
        "sourceData",
        "");
  }

  @Override
  public void check(Json.Obj entry, Json.@Nullable Obj before) {
    if (!GeotabMembers.has(entry, "dateTime")) {
      throw new GeotabError("ArgumentNullException", "dateTime is required");
    }
    GeotabMembers.longest(entry, "externalReference", 255, 0);
    String currency = String.valueOf(entry.text("currencyCode"));
    if (!currency.matches("[A-Z]{3}")) {
      throw GeotabError.argument("currencyCode must be upper case");
    }
  }

  // All members except sourceData are compared.
  @Override
  public boolean isSame(Json.Obj one, Json.Obj other) {
    return compared(one).equals(compared(other));
  }

  private static Json.Obj compared(Json.Obj entry) {
    return entry.without("sourceData").without("id").without("version");
  }
}
