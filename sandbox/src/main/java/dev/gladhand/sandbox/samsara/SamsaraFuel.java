package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import java.util.UUID;

/** Simulates {@code /fuel-purchase}, which accepts each transaction reference once. */
final class SamsaraFuel {
  private final SamsaraAccess access;
  private final SamsaraAssets assets;
  private final SamsaraDrivers drivers;
  private final SamsaraRecords purchases = new SamsaraRecords();

  SamsaraFuel(SamsaraAccess access, SamsaraAssets assets, SamsaraDrivers drivers) {
    this.access = access;
    this.assets = assets;
    this.drivers = drivers;
  }

  SamsaraRecords records() {
    return purchases;
  }

  Answer create(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.FUEL_CREATE);
    String driver = body.text("driverId");
    if (driver != null && drivers.records().get(driver) == null) {
      throw SamsaraErrors.invalid(call.request(), "driverId: is unknown");
    }
    String vehicle = body.text("vehicleId");
    if (vehicle != null && !assets.isThere("vehicle", vehicle)) {
      throw SamsaraErrors.invalid(call.request(), "vehicleId: is unknown");
    }
    String reference = String.valueOf(body.text("transactionReference"));
    Json.Obj purchase;
    synchronized (purchases) {
      if (purchases.get(reference) != null) {
        throw SamsaraErrors.refusal(
            call.request(),
            access.settings().conflictStatus(),
            "A fuel purchase with this transactionReference exists.");
      }
      purchases.requireRoom(call.request());
      purchase = body.with("uuid", UUID.randomUUID());
      purchases.put(reference, purchase);
    }
    String uuid = String.valueOf(purchase.text("uuid"));
    call.writes().applied("fuel_transaction", "create", uuid, reference, purchase);
    return Answer.json(200, Json.obj("data", Json.obj("uuid", uuid)));
  }
}
