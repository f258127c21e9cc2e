package dev.gladhand.tsp.geotab;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.payload.EngineType;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Rule;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FieldMap;
import dev.gladhand.tsp.kit.Part;
import dev.gladhand.tsp.kit.Place;
import dev.gladhand.tsp.kit.TspJson;
import dev.gladhand.tsp.kit.Units;
import dev.gladhand.tsp.kit.WordTable;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code Add FuelTransaction}. The operation's key is the external reference, by which a purchase
 * is found again; one that Geotab refuses as a duplicate is ours where it carries the key.
 */
final class GeotabFuel implements Writer<FuelTransaction>, Settler {
  private static final String TYPE = "FuelTransaction";
  private static final String REFERENCE = "externalReference";
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final WordTable<EngineType> PRODUCTS =
      WordTable.of(EngineType.class)
          .to("Regular", EngineType.GASOLINE)
          .to("Diesel", EngineType.DIESEL)
          .to("E85", EngineType.ETHANOL)
          .to("Unknown", EngineType.METHANOL)
          .to("LPG", EngineType.PROPANE)
          .to("LPG", EngineType.LPG)
          .to("CNG", EngineType.CNG)
          .to("Unknown", EngineType.LNG)
          .to("Hydrogen", EngineType.HYDROGEN)
          .to("Electric", EngineType.ELECTRICITY)
          .to("Unknown", EngineType.HYBRID)
          .build();

  private static final FieldMap FIELDS =
      FieldMap.builder()
          .add(Place.of(FuelTransaction.TRANSACTION_TIME, UTC::format, "dateTime").required())
          .add(Place.reference(FuelTransaction.VEHICLE_ID, "device", "id"))
          .add(Place.reference(FuelTransaction.DRIVER_ID, "driver", "id"))
          .add(new Volume())
          .add(new Odometer())
          .add(Place.of(FuelTransaction.TOTAL_COST, "cost"))
          .add(Place.of(FuelTransaction.CURRENCY, "currencyCode"))
          .add(Place.word(FuelTransaction.FUEL_TYPE, PRODUCTS, "productType"))
          .add(Place.of(FuelTransaction.FUEL_VENDOR, "siteName"))
          .build();

  private final GeotabApi api;

  GeotabFuel(GeotabApi api) {
    this.api = api;
  }

  /** {@code volume}, in litres. */
  private record Volume() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.FUEL_VOLUME, FuelTransaction.FUEL_VOLUME_UNIT);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var volume = write.payload().fields().get(FuelTransaction.FUEL_VOLUME);
      var unit = write.payload().fields().get(FuelTransaction.FUEL_VOLUME_UNIT);
      if (volume != null && unit != null) {
        body.put(new BigDecimal(Units.plain(Units.litres(volume, unit))), "volume");
      }
    }
  }

  /** {@code odometer}, in kilometres. */
  private record Odometer() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new Rule.Needs(FuelTransaction.ODOMETER, FuelTransaction.ODOMETER_UNIT),
          new Rule.Needs(FuelTransaction.ODOMETER_UNIT, FuelTransaction.ODOMETER));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var odometer = write.payload().fields().get(FuelTransaction.ODOMETER);
      var unit = write.payload().fields().get(FuelTransaction.ODOMETER_UNIT);
      if (odometer != null && unit != null) {
        var kilometres = Units.metres(odometer, unit).movePointLeft(3);
        body.put(new BigDecimal(Units.plain(kilometres)), "odometer");
      }
    }
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FIELDS.rules(OperationType.CREATE);
  }

  @Override
  public Translation translate(Write<FuelTransaction> write) {
    var body = body(write);
    return body.translation(GeotabApi.shown(write.settings(), call(body)));
  }

  private static Body body(Write<?> write) {
    var body = FIELDS.body(write);
    body.put(write.key().hex(), REFERENCE);
    return body;
  }

  private static GeotabApi.Call call(Body body) {
    return GeotabApi.Call.add(TYPE, body.json());
  }

  @Override
  public Outcome send(Write<FuelTransaction> write, TspAccess tsp) {
    return switch (api.write(call(body(write)), tsp)) {
      case Exchange.Answered answered -> Outcome.accepted(TspJson.id(answered.json(), "result"));
      case Exchange.Failed failed when GeotabErrors.isDuplicate(failed.body()) ->
          look(write, tsp) instanceof Settlement.Applied(var source, _)
              ? Outcome.accepted(source)
              : failed.outcome();
      case Exchange.Failed failed -> failed.outcome();
    };
  }

  @Override
  public RepeatSafety repeatSafety(Write<FuelTransaction> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  @Override
  public Settlement settle(Write<? extends Payload> write, Unanswered attempt, TspAccess tsp) {
    return write.payload() instanceof FuelTransaction
        ? look(write, tsp)
        : new Settlement.CannotTell(GeotabAdapter.NAME + " offers no way to look this write up");
  }

  private Settlement look(Write<?> write, TspAccess tsp) {
    var search = new LinkedHashMap<String, @Nullable Object>();
    search.put(REFERENCE, write.key().hex());
    return switch (api.read(GeotabApi.Call.get(TYPE, search, 2), tsp)) {
      case Exchange.Failed failed -> new Settlement.TryLater(failed.error());
      case Exchange.Answered answered -> {
        var found = TspJson.at(answered.json(), "result");
        if (found == null || !found.isArray()) {
          yield new Settlement.TryLater(
              answered.error(ErrorType.TSP, "a list of fuel transactions was expected", false));
        }
        yield found.isEmpty()
            ? new Settlement.NotApplied()
            : new Settlement.Applied(TspJson.id(found.get(0), "id"), List.of());
      }
    };
  }
}
