package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Simulates {@code /fleet/drivers}. The password in a body is checked but not stored. */
final class SamsaraDrivers {
  private static final String STATUS = "driverActivationStatus";

  private final SamsaraOrganization organization;
  private final SamsaraAccess access;
  private final SamsaraRecords drivers = new SamsaraRecords();

  SamsaraDrivers(SamsaraOrganization organization, SamsaraAccess access) {
    this.organization = organization;
    this.access = access;
  }

  SamsaraRecords records() {
    return drivers;
  }

  boolean isActive(String id) {
    Json.Obj driver = drivers.get(id);
    return driver != null && "active".equals(driver.text(STATUS));
  }

  Answer list(Call call) {
    String wanted = call.request().query(STATUS);
    if (wanted != null && !wanted.equals("active") && !wanted.equals("deactivated")) {
      throw SamsaraErrors.invalid(call.request(), "driverActivationStatus");
    }
    String status = wanted == null ? "active" : wanted;
    return drivers.page(
        call.request(), 512, driver -> status.equals(driver.text(STATUS)), driver -> driver);
  }

  Answer get(Call call) {
    Json.Obj driver = find(call);
    return driver == null ? missing(call.request()) : Answer.json(200, Json.obj("data", driver));
  }

  Answer create(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.DRIVER_CREATE);
    access.requireTags(call.request(), body);
    Json.Obj driver = add(call.request(), organization.nextId(), body);
    call.writes().applied("user", "create", SamsaraRecords.id(driver), key(driver), driver);
    return Answer.json(200, Json.obj("data", driver));
  }

  Answer update(Call call) {
    Json.Obj body = SamsaraBodies.read(call.request(), SamsaraFields.DRIVER_UPDATE);
    Json.Obj driver;
    synchronized (organization) {
      Json.Obj before = find(call);
      if (before == null) {
        return missing(call.request());
      }
      driver = change(call.request(), SamsaraRecords.id(before), before, body);
    }
    call.writes().applied("user", "update", SamsaraRecords.id(driver), key(driver), driver);
    return Answer.json(200, Json.obj("data", driver));
  }

  /** Adds a driver from a body that has been checked. */
  Json.Obj add(Request request, String id, Json.Obj body) {
    synchronized (organization) {
      drivers.requireRoom(request);
      Json.Obj fresh = Json.obj("id", id, STATUS, "active", "createdAtTime", organization.now());
      return change(request, id, fresh, body);
    }
  }

  private Json.Obj change(Request request, String id, Json.Obj before, Json.Obj body) {
    var after = new LinkedHashMap<>(before.fields());
    body.fields().forEach(after::put);
    var claimed = new Json.Obj(after);
    organization.claim(request, "username", id, before.text("username"), claimed.text("username"));
    organization.claim(request, "license number", id, license(before), license(claimed));
    after.remove("password");
    after.put("externalIds", organization.claimExternalIds(request, id, before, body));
    SamsaraTags.show(after);
    after.put("isDeactivated", new Json.Bool("deactivated".equals(claimed.text(STATUS))));
    after.put("updatedAtTime", new Json.Text(organization.now()));
    var driver = new Json.Obj(after);
    drivers.put(id, driver);
    return driver;
  }

  private Json.@Nullable Obj find(Call call) {
    String id = organization.resolve(call.id());
    return id == null ? null : drivers.get(id);
  }

  private static @Nullable String license(Json.Obj driver) {
    String number = driver.text("licenseNumber");
    return number == null || number.isEmpty() ? null : driver.text("licenseState") + "/" + number;
  }

  /** The key under which the journal counts a driver: the username. */
  private static String key(Json.Obj driver) {
    return String.valueOf(driver.text("username"));
  }

  private static Answer missing(Request request) {
    return SamsaraErrors.answer(request, 404, "Driver not found.");
  }
}
