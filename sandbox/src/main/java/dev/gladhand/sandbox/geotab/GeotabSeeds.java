package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.List;

/** Adds the demo's records to the simulated database. */
final class GeotabSeeds {
  /** The id of the user whose name and password sign in. */
  static final String SELF = "b9";

  private final GeotabEntities entities;

  GeotabSeeds(GeotabEntities entities) {
    this.entities = entities;
  }

  void add() {
    device(GeotabProvider.FIRST_VEHICLE, "Truck 101", GeotabDevice.VEHICLES, "G90000000101");
    device("b2", "Truck 102", GeotabDevice.VEHICLES, "G90000000102");
    device(GeotabProvider.FIRST_TRAILER, "Trailer 1", GeotabDevice.TRAILERS, "");
    status("b81", GeotabProvider.FIRST_VEHICLE, GeotabProvider.FIRST_USER, false);
    status("b82", "b2", "b6", true);
    user(GeotabProvider.FIRST_USER, "ana@sandbox.example", "Ana", "Ruiz");
    user("b6", "ben@sandbox.example", "Ben", "Okafor");
    user(SELF, "gladhand@sandbox.example", "Gladhand", "Service");
  }

  private void device(String id, String name, String kind, String serial) {
    entities.put(
        GeotabTypes.DEVICE,
        id,
        Json.obj(
            "name",
            name,
            "serialNumber",
            serial,
            "deviceType",
            serial.isEmpty() ? "None" : "GO9",
            "licensePlate",
            "PL " + id,
            "groups",
            List.of(group("GroupCompanyId"), group(kind))));
  }

  /**
   * @param isHistoric true if nobody drives the device now and {@code driver} was the last one to
   *     drive it
   */
  private void status(String id, String device, String driver, boolean isHistoric) {
    entities.put(
        GeotabTypes.DEVICE_STATUS,
        id,
        Json.obj(
            "device", group(device), "driver", group(driver), "isHistoricLastDriver", isHistoric));
  }

  private void user(String id, String login, String first, String last) {
    entities.put(
        GeotabTypes.USER,
        id,
        Json.obj(
            "name",
            login,
            "firstName",
            first,
            "lastName",
            last,
            "isDriver",
            true,
            "companyGroups",
            List.of(group("GroupCompanyId")),
            "driverGroups",
            List.of(group("GroupCompanyId")),
            "securityGroups",
            List.of(group("GroupNothingSecurityId"))));
  }

  private static Json group(String id) {
    return Json.obj("id", id);
  }
}
