package dev.gladhand.sandbox;

import dev.gladhand.sandbox.fault.FaultJson;
import dev.gladhand.sandbox.fault.FaultRule;
import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Applied;
import dev.gladhand.sandbox.journal.Query;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.ProviderPort;
import dev.gladhand.sandbox.provider.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The API that controls the sandbox, {@code /_sandbox/…}, which is the same on every provider's
 * port.
 */
final class Control {
  private static final int PAGE = 1_000;

  private final SandboxServer server;
  private final Router router;

  Control(SandboxServer server) {
    this.server = server;
    this.router =
        new Router(_ -> error(404, "no such control"), _ -> error(405, "no such method"))
            .on("GET", ProviderPort.CONTROL, this::overview)
            .on("GET", "/_sandbox/journal", this::journal)
            .on("DELETE", "/_sandbox/journal", this::clear)
            .on("GET", "/_sandbox/applied", this::applied)
            .on("GET", "/_sandbox/repeats", this::repeats)
            .on("GET", "/_sandbox/faults", this::faults)
            .on("POST", "/_sandbox/faults", this::addFaults)
            .on("DELETE", "/_sandbox/faults", this::clearFaults)
            .on("DELETE", "/_sandbox/faults/{id}", this::removeFault)
            .on("GET", "/_sandbox/settings", this::settings)
            .on("PATCH", "/_sandbox/settings", this::change)
            .on("POST", "/_sandbox/reset", this::reset);
    for (String provider : SandboxOptions.PROVIDERS) {
      router
          .on("POST", "/_sandbox/" + provider + "/{id}", call -> seed(provider, call))
          .on("GET", "/_sandbox/" + provider + "/{id}", call -> records(provider, call));
    }
  }

  Answer answer(Request request) {
    try {
      return router.answer(request, (resource, operation, id, key, fields) -> {});
    } catch (JsonFault e) {
      return error(400, e.reason());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  private Answer overview(Call call) {
    Map<String, Long> totals = server.journal().totals();
    var providers = new LinkedHashMap<String, Object>();
    for (String name : server.ports().keySet()) {
      providers.put(
          name,
          Json.obj(
              "url", server.url(name),
              "received", totals.getOrDefault(name + ".received", 0L),
              "applied", totals.getOrDefault(name + ".applied", 0L),
              "connections", server.connections(name)));
    }
    return Answer.json(
        200, Json.obj("providers", providers, "faults", server.faults().list().size()));
  }

  private Answer journal(Call call) {
    List<Received> entries = server.journal().received(query(call.request()));
    return list(entries.stream().map(Received::toJson).toList());
  }

  private Answer applied(Call call) {
    List<Applied> writes = server.journal().applied(query(call.request()));
    return list(writes.stream().map(Applied::toJson).toList());
  }

  /**
   * Lists the keys of the writes that were received more than once, and the keys of the writes that
   * were applied more than once.
   */
  private Answer repeats(Call call) {
    String only = call.request().query("provider");
    var result = new LinkedHashMap<String, Object>();
    for (String name : server.ports().keySet()) {
      if (only == null || only.equals(name)) {
        Map<String, Integer> received = server.timesReceived(name);
        Map<String, Integer> applied = server.timesApplied(name);
        result.put(
            name,
            Json.obj(
                "keys_received", received.size(),
                "keys_applied", applied.size(),
                "received_again", again(received),
                "applied_again", again(applied)));
      }
    }
    return Answer.json(200, Json.of(result));
  }

  private static Map<String, Integer> again(Map<String, Integer> times) {
    var again = new LinkedHashMap<String, Integer>();
    times.forEach(
        (key, count) -> {
          if (count > 1) {
            again.put(key, count);
          }
        });
    return again;
  }

  private Answer clear(Call call) {
    server.journal().clear();
    return Answer.empty(204);
  }

  private Answer faults(Call call) {
    return list(server.faults().list().stream().map(FaultJson::show).toList());
  }

  /** Adds one rule or an array of rules; if one of them is malformed, none is added. */
  private Answer addFaults(Call call) {
    Json body = Json.read(call.request().body());
    List<Json> items = body instanceof Json.Arr(List<Json> several) ? several : List.of(body);
    List<FaultRule> rules = items.stream().map(FaultJson::read).toList();
    var ids = new ArrayList<Json>();
    rules.forEach(rule -> ids.add(Json.of(server.faults().add(rule))));
    return Answer.json(201, Json.obj("ids", ids));
  }

  private Answer clearFaults(Call call) {
    server.faults().clear();
    return Answer.empty(204);
  }

  private Answer removeFault(Call call) {
    boolean found =
        call.id().matches("\\d{1,18}") && server.faults().remove(Long.parseLong(call.id()));
    return found ? Answer.empty(204) : error(404, "no such rule");
  }

  private Answer settings(Call call) {
    return Answer.json(200, ControlSettings.show(server));
  }

  private Answer change(Call call) {
    ControlSettings.change(server, object(call.request()));
    return settings(call);
  }

  private Answer reset(Call call) {
    server.reset();
    return Answer.empty(204);
  }

  private Answer seed(String provider, Call call) {
    Json seeded = server.port(provider).provider().seed(call.id(), object(call.request()));
    return Answer.json(201, seeded);
  }

  private Answer records(String provider, Call call) {
    return Answer.json(200, Json.obj("items", server.port(provider).provider().records(call.id())));
  }

  private static Query query(Request request) {
    String after = request.query("after");
    String limit = request.query("limit");
    return Query.all()
        .provider(request.query("provider"))
        .method(request.query("method"))
        .path(request.query("path"))
        .resource(request.query("resource"))
        .contains(request.query("contains"))
        .after(after == null ? 0 : Long.parseLong(after))
        .limit(limit == null ? PAGE : Integer.parseInt(limit));
  }

  private static Json.Obj object(Request request) {
    if (request.body().length == 0) {
      return Json.obj();
    }
    if (Json.read(request.body()) instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("an object was expected");
  }

  private static Answer list(List<Json.Obj> items) {
    return Answer.json(200, Json.obj("items", items, "count", items.size()));
  }

  private static Answer error(int status, String message) {
    return Answer.json(status, Json.obj("error", message));
  }
}
