package dev.gladhand.tsp.fleetio;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.FuelTransaction;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.fleetio.FleetioSettings.MeterRule;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FieldMap;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.record.FactWriter;
import dev.gladhand.tsp.kit.record.RecordFacts;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Creates fuel entries by {@code POST /fuel_entries}, in the units of the vehicle, which is read
 * first. If the settings say so, an entry whose odometer Fleetio refuses is sent again with a meter
 * entry that is marked as void.
 */
final class FleetioFuel implements FactWriter.Calls<FleetioUnits> {
  private static final Duration BELIEVED = Duration.ofMinutes(15);
  private static final String METER = "meter_entry";

  static Writer<FuelTransaction> writer(TspApi api, InstantSource clock) {
    var vehicles =
        new RecordFacts<>(api::read, clock, BELIEVED, answered -> FleetioUnits.of(answered.json()));
    return new FactWriter<>(api, vehicles, FuelTransaction.VEHICLE_ID, new FleetioFuel());
  }

  @Override
  public FleetioUnits supposed(Settings settings) {
    return FleetioUnits.supposed(settings);
  }

  @Override
  public String what() {
    return "the unit of the vehicle's fuel or meter";
  }

  @Override
  public TspRequest read(TspApi api, Settings settings, String vehicle) {
    return api.get(settings, "/vehicles/" + TspApi.encode(vehicle));
  }

  @Override
  public FieldMap fields(FleetioUnits units) {
    return FleetioFuelFields.of(units);
  }

  @Override
  public TspRequest write(TspApi api, Write<?> write, Body body) {
    return api.send("POST", write.settings(), "/fuel_entries", body.json());
  }

  @Override
  public Outcome read(Exchange.Answered answered) {
    return Outcome.accepted(TspJson.id(answered.json(), "id"));
  }

  @Override
  public Outcome failed(Write<?> write, Exchange.Failed failed) {
    return isRefusedMeter(failed) && mayVoid(write)
        ? new Outcome.Progressed(write.progress().next(null))
        : failed.outcome();
  }

  private static boolean mayVoid(Write<?> write) {
    return FleetioSettings.meter(write.settings()) == MeterRule.VOID_WHEN_REFUSED
        && !isVoid(write)
        && write.payload().fields().has(FuelTransaction.ODOMETER);
  }

  /** Whether Fleetio refused the write only because of its meter entry. */
  private static boolean isRefusedMeter(Exchange.Failed failed) {
    var errors = failed.is(422) ? TspJson.at(failed.body(), "errors") : null;
    return errors != null
        && !errors.members().isEmpty()
        && errors.members().keySet().stream().allMatch(field -> field.startsWith(METER));
  }

  /**
   * Whether the write must mark its meter entry as void, because Fleetio has refused that entry in
   * an earlier call of the write.
   */
  static boolean isVoid(Write<?> write) {
    return write.progress().steps() > 0;
  }
}
