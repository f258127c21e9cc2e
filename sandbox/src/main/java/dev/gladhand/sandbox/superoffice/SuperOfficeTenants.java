package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenants and their nodes. A node is a part of the path here ({@code /online1/Cust12345})
 * instead of a host, because one port simulates all hosts. A path without a node means {@code
 * online1}.
 */
final class SuperOfficeTenants {
  static final String FIRST_NODE = "online1";
  static final String FIRST_TENANT = "Cust12345";

  record Tenant(String id, String node, String state, boolean running) {
    Json.Obj show() {
      return Json.obj("id", id, "node", node, "state", state, "is_running", running);
    }
  }

  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();
  private final Supplier<SuperOfficeSettings> settings;
  private final Supplier<String> baseUrl;
  private final InstantSource clock;

  SuperOfficeTenants(
      Supplier<SuperOfficeSettings> settings, Supplier<String> baseUrl, InstantSource clock) {
    this.settings = settings;
    this.baseUrl = baseUrl;
    this.clock = clock;
    reset();
  }

  void reset() {
    tenants.clear();
    put(new Tenant(FIRST_TENANT, FIRST_NODE, "Running", true));
  }

  @Nullable Tenant get(String id) {
    return tenants.get(id);
  }

  void put(Tenant tenant) {
    tenants.put(tenant.id(), tenant);
  }

  /** The address at which the tenant's calls must be made at present. */
  String endpoint(String id) {
    Tenant tenant = tenants.get(id);
    return baseUrl.get() + "/" + (tenant == null ? FIRST_NODE : tenant.node()) + "/" + id;
  }

  /** Creates or changes the tenant that {@code {id, node?, state?, is_running?}} names. */
  Json.Obj change(Json.Obj body) {
    String id = body.text("id");
    if (id == null || !id.matches("Cust\\d{1,9}")) {
      throw new IllegalArgumentException("id is like Cust12345");
    }
    Tenant before = tenants.getOrDefault(id, new Tenant(id, FIRST_NODE, "Running", true));
    String node = body.text("node");
    String state = body.text("state");
    Boolean running = body.bool("is_running");
    boolean runs = state == null ? before.running() : state.equals("Running");
    var after =
        new Tenant(
            id,
            node == null ? before.node() : node,
            state == null ? before.state() : state,
            running == null ? runs : running);
    put(after);
    return after.show();
  }

  Json list() {
    return Json.of(tenants.values().stream().map(Tenant::show).toList());
  }

  Answer state(Call call) {
    Tenant tenant = tenants.get(call.id());
    if (tenant == null) {
      return SuperOfficeAnswers.error(call.request(), 404, "Unknown tenant", null);
    }
    String endpoint = endpoint(tenant.id());
    return SuperOfficeAnswers.answer(
        call.request(),
        200,
        Json.obj(
            "ContextIdentifier", tenant.id(),
            "Endpoint", endpoint,
            "State", tenant.state(),
            "IsRunning", tenant.running(),
            "ValidUntil", clock.instant().plusSeconds(settings.get().stateSeconds()),
            "Api", endpoint + "/api"));
  }
}
