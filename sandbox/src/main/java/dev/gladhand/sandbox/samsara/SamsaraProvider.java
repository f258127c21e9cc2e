package dev.gladhand.sandbox.samsara;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Router;
import dev.gladhand.sandbox.provider.Writes;
import java.time.InstantSource;
import java.util.List;

/** Samsara: messages, drivers, users, vehicles, trailers, assets, DVIRs, fuel purchases, OAuth. */
public final class SamsaraProvider implements Provider {
  private final SamsaraOrganization organization;
  private final SamsaraAccess access;
  private final SamsaraDrivers drivers;
  private final SamsaraMessages messages;
  private final Router router;

  public SamsaraProvider(InstantSource clock) {
    organization = new SamsaraOrganization(clock);
    access = new SamsaraAccess(clock);
    drivers = new SamsaraDrivers(organization, access);
    messages = new SamsaraMessages(drivers, clock);
    router =
        new Router(
                request -> SamsaraErrors.answer(request, 404, "Not found."),
                request -> SamsaraErrors.answer(request, 405, "Method not allowed."))
            .on("POST", "/v1/fleet/messages", messages::send)
            .on("GET", "/v1/fleet/messages", messages::list)
            .on("GET", "/fleet/drivers", drivers::list)
            .on("POST", "/fleet/drivers", drivers::create)
            .on("GET", "/fleet/drivers/{id}", drivers::get)
            .on("PATCH", "/fleet/drivers/{id}", drivers::update)
            .on("POST", "/oauth2/token", access::refresh);
    SamsaraSeeds.demo(this);
  }

  @Override
  public String name() {
    return "samsara";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    Answer refusal = request.path().equals("/oauth2/token") ? null : access.refusal(request);
    return refusal == null ? router.answer(request, writes) : refusal;
  }

  @Override
  public Answer tooMany(Request request) {
    return SamsaraErrors.answer(request, 429, "Rate limit exceeded.");
  }

  @Override
  public List<String> keys(Received request) {
    if (request.method().equals("GET")) {
      return List.of();
    }
    try {
      return request.bodyJson() instanceof Json.Obj body ? keys(request.path(), body) : List.of();
    } catch (JsonFault e) {
      return List.of();
    }
  }

  private static List<String> keys(String path, Json.Obj body) {
    if (path.equals("/v1/fleet/messages")) {
      return SamsaraMessages.keys(body);
    }
    for (String name : List.of("transactionReference", "username", "email")) {
      String key = body.text(name);
      if (key != null) {
        return List.of(key);
      }
    }
    return List.of(body.write());
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    return SamsaraSeeds.seed(this, resource, body);
  }

  @Override
  public Json records(String resource) {
    return Json.of(SamsaraSeeds.records(this, resource).all());
  }

  @Override
  public Json.Obj settings() {
    return access.settings().show();
  }

  @Override
  public void change(Json.Obj settings) {
    access.settings(access.settings().with(settings));
  }

  @Override
  public void reset() {
    organization.reset();
    access.reset();
    drivers.records().clear();
    messages.reset();
    SamsaraSeeds.demo(this);
  }

  /** Every access token given out by OAuth stops working; refresh tokens stay. */
  public void expireAccessTokens() {
    access.expireAccessTokens();
  }

  SamsaraOrganization organization() {
    return organization;
  }

  SamsaraDrivers drivers() {
    return drivers;
  }
}
