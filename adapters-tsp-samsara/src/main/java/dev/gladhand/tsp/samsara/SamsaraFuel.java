package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Units;
import dev.gladhand.tsp.kit.call.TspJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** The parts of a fuel purchase that need a conversion. */
final class SamsaraFuel {
  private static final Field<String> ADDRESS = FuelTransaction.LOCATION_STRING;
  private static final Field<BigDecimal> LATITUDE = FuelTransaction.LATITUDE;
  private static final Field<BigDecimal> LONGITUDE = FuelTransaction.LONGITUDE;

  /** {@code transactionLocation}: the address, or the coordinates as text if there is none. */
  static final Part LOCATION =
      Part.ruled(
          List.of(ADDRESS, LATITUDE, LONGITUDE),
          (_, _) ->
              List.of(
                  new PresenceRule.AnyOf(List.of(ADDRESS, LATITUDE)),
                  new ValueRule.Length(ADDRESS, 1, 1024),
                  new PresenceRule.Needs(LATITUDE, LONGITUDE),
                  new PresenceRule.Needs(LONGITUDE, LATITUDE)),
          SamsaraFuel::location);

  private SamsaraFuel() {}

  private static void location(Write<?> write, Body body) {
    var fields = write.payload().fields();
    var latitude = fields.get(LATITUDE);
    var longitude = fields.get(LONGITUDE);
    if (!fields.has(ADDRESS) && latitude != null && longitude != null) {
      body.put(Units.plain(latitude) + ", " + Units.plain(longitude), "transactionLocation");
      return;
    }
    body.put(fields.get(ADDRESS), "transactionLocation");
    // Samsara has one field for both, so the coordinates are reported as not delivered.
    body.prefer(ADDRESS, LATITUDE, write);
    body.prefer(ADDRESS, LONGITUDE, write);
  }

  /**
   * Puts {@code transactionPrice} into the body: the total cost, and the currency in lower case.
   */
  static void price(Write<?> write, Body body) {
    var cost = write.payload().fields().get(FuelTransaction.TOTAL_COST);
    var currency = write.payload().fields().get(FuelTransaction.CURRENCY);
    if (cost != null && currency != null) {
      var lower = currency.toLowerCase(Locale.ROOT);
      body.put(
          TspJson.object("amount", cost.toPlainString(), "currency", lower), "transactionPrice");
    }
  }
}
