package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.fleetio.FleetioSettings.MeterRule;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * {@code POST /fuel_entries}, in the units of the vehicle, which is read first. If the settings say
 * so, an entry whose odometer Fleetio refuses is sent again with a void meter entry.
 */
final class FleetioFuel implements Writer<FuelTransaction> {
  private static final Duration BELIEVED = Duration.ofMinutes(15);
  private static final String METER = "meter_entry";

  private final TspApi api;
  private final RecordFacts<FleetioUnits> vehicles;

  FleetioFuel(TspApi api, InstantSource clock) {
    this.api = api;
    this.vehicles =
        new RecordFacts<>(api::read, clock, BELIEVED, answered -> FleetioUnits.of(answered.json()));
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return FleetioFuelFields.of(FleetioUnits.supposed(settings), false)
        .rules(OperationType.CREATE, settings);
  }

  @Override
  public Translation translate(Write<FuelTransaction> write) {
    var body = body(write, FleetioUnits.supposed(write.settings()));
    return body.translation(request(write, body));
  }

  @Override
  public Translation preview(Write<FuelTransaction> write, Supplier<TspAccess> tsp) {
    if (translate(write) instanceof Translation.Faulty faulty) {
      return faulty;
    }
    return switch (units(write, tsp.get())) {
      case Fact.Known<FleetioUnits>(var units) -> {
        var body = body(write, units);
        yield body.translation(request(write, body));
      }
      case Fact.Unknown<FleetioUnits>(_, var error) -> {
        var body = body(write, FleetioUnits.supposed(write.settings()));
        var why = "the vehicle's own units are not known: " + error.details();
        body.warn(FuelTransaction.VEHICLE_ID, why);
        yield body.translation(request(write, body));
      }
    };
  }

  @Override
  public Outcome send(Write<FuelTransaction> write, TspAccess tsp) {
    return switch (units(write, tsp)) {
      case Fact.Unknown<FleetioUnits>(var outcome, _) -> outcome;
      case Fact.Known<FleetioUnits>(var units) -> {
        var body = body(write, units);
        yield body.faults().isEmpty() ? post(write, body, tsp) : body.refused(FleetioAdapter.NAME);
      }
    };
  }

  private Outcome post(Write<FuelTransaction> write, Body body, TspAccess tsp) {
    return switch (api.write(request(write, body), tsp)) {
      case Exchange.Answered answered -> Outcome.accepted(TspJson.id(answered.json(), "id"));
      case Exchange.Failed failed when isRefusedMeter(failed) && mayVoid(write) ->
          new Outcome.Progressed(write.progress().next(null));
      case Exchange.Failed failed -> {
        vehicles.forget(tsp.connection(), vehicle(write));
        yield failed.outcome();
      }
    };
  }

  private static boolean mayVoid(Write<FuelTransaction> write) {
    return FleetioSettings.meter(write.settings()) == MeterRule.VOID_WHEN_REFUSED
        && !isVoid(write)
        && write.payload().fields().has(FuelTransaction.ODOMETER);
  }

  /** Whether Fleetio refuses the meter and nothing else. */
  private static boolean isRefusedMeter(Exchange.Failed failed) {
    var errors = failed.is(422) ? TspJson.at(failed.body(), "errors") : null;
    return errors != null
        && !errors.members().isEmpty()
        && errors.members().keySet().stream().allMatch(field -> field.startsWith(METER));
  }

  @Override
  public RepeatSafety repeatSafety(Write<FuelTransaction> write) {
    return RepeatSafety.LOOK_UP_FIRST;
  }

  private Fact<FleetioUnits> units(Write<FuelTransaction> write, TspAccess tsp) {
    var id = vehicle(write);
    return vehicles.of(id, api.get(tsp.settings(), "/vehicles/" + TspApi.encode(id)), tsp);
  }

  static String vehicle(Write<?> write) {
    return Recipients.id(
        Objects.requireNonNull(write.payload().fields().get(FuelTransaction.VEHICLE_ID)));
  }

  /** Whether the first attempt at the entry was refused because of its meter. */
  private static boolean isVoid(Write<?> write) {
    return write.progress().steps() > 0;
  }

  private static Body body(Write<FuelTransaction> write, FleetioUnits units) {
    return FleetioFuelFields.of(units, isVoid(write)).body(write);
  }

  private TspRequest request(Write<?> write, Body body) {
    return api.send("POST", write.settings(), "/fuel_entries", body.json());
  }
}
