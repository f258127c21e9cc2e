package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Router;
import dev.gladhand.sandbox.provider.Writes;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Simulates SuperOffice: the Messaging agent of an installation on site, at {@code /api/v1}, and
 * that of each online tenant, below the tenant's path.
 */
public final class SuperOfficeProvider implements Provider {
  private static final Pattern TENANT_PATH = Pattern.compile("(?:/([a-z]+\\d+))?/(Cust\\d+)(/.*)");
  private static final Pattern SITE_PATH =
      Pattern.compile("(?:/[A-Za-z][A-Za-z0-9_-]*)?(/api/v1/.*)");
  private static final String LOGIN = "/Login/api/PartnerSystemUser/Authenticate";
  private static final String AGENT = "/api/v1/Agents/Messaging/";

  private final SuperOfficeTenants tenants;
  private final SuperOfficeAccess access;
  private final SuperOfficeKeys keys = new SuperOfficeKeys();
  private final Router router;
  private volatile SuperOfficeSettings settings = SuperOfficeSettings.defaults();
  private volatile String baseUrl = "";

  public SuperOfficeProvider(InstantSource clock) {
    tenants = new SuperOfficeTenants(this::current, this::baseUrl, clock);
    access = new SuperOfficeAccess(this::current, clock);
    var messaging = new SuperOfficeMessaging(this::current);
    var login = new SuperOfficeLogin(this::current, access, tenants, keys, clock);
    router =
        new Router(
                request -> SuperOfficeAnswers.error(request, 404, "No such resource", null),
                request -> SuperOfficeAnswers.error(request, 405, "Method not allowed", null))
            .on("POST", AGENT + "CreateMessage", messaging::createMessage)
            .on("POST", AGENT + "SendMessages", messaging::sendMessages)
            .on("POST", AGENT + "GetPlugins", messaging::getPlugins)
            .on("GET", "/api/state/{id}", tenants::state)
            .on("POST", LOGIN, login::authenticate);
  }

  /** Sets the base URL of this provider, with which the addresses of tenants begin. */
  public void baseUrl(String url) {
    baseUrl = url;
  }

  private String baseUrl() {
    return baseUrl;
  }

  private SuperOfficeSettings current() {
    return settings;
  }

  @Override
  public String name() {
    return "superoffice";
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    String path = request.path();
    if (path.equalsIgnoreCase(LOGIN)) {
      return router.answer(request, LOGIN, writes);
    }
    if (path.startsWith("/api/state/")) {
      return router.answer(request, writes);
    }
    Matcher online = TENANT_PATH.matcher(path);
    if (online.matches()) {
      return atTenant(request, online.group(1), online.group(2), online.group(3), writes);
    }
    Matcher site = SITE_PATH.matcher(path);
    return site.matches()
        ? agent(request, site.group(1), false, writes)
        : router.answer(request, writes);
  }

  private Answer atTenant(
      Request request, @Nullable String node, String id, String path, Writes writes) {
    SuperOfficeTenants.Tenant tenant = tenants.get(id);
    String asked = node == null ? SuperOfficeTenants.FIRST_NODE : node;
    if (tenant == null || !tenant.node().equals(asked)) {
      return SuperOfficeAnswers.error(
          request, 421, "Misdirected request", "Wrong subdomain used to access tenant");
    }
    if (!tenant.running()) {
      return SuperOfficeAnswers.error(request, 503, "The tenant is not running", tenant.state());
    }
    return agent(request, path, true, writes);
  }

  private Answer agent(Request request, String path, boolean online, Writes writes) {
    Answer refusal = access.refusal(request, online);
    if (refusal != null) {
      return refusal;
    }
    if (!settings.agentAllowed() && path.startsWith(AGENT)) {
      return SuperOfficeAnswers.error(
          request, 403, "Access to the Messaging agent is restricted", "Request it for the app");
    }
    return router.answer(request, path, writes);
  }

  @Override
  public Answer tooMany(Request request) {
    return SuperOfficeAnswers.error(request, 429, "Too many requests", null);
  }

  @Override
  public List<String> keys(Received request) {
    if (!request.path().contains(AGENT) || request.path().endsWith("/GetPlugins")) {
      return List.of();
    }
    return request.bodyJson() instanceof Json.Obj body
        ? SuperOfficeMessaging.keys(request.path(), body)
        : List.of();
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    if (!resource.equals("tenants")) {
      throw new IllegalArgumentException("only tenants can be seeded");
    }
    return tenants.change(body);
  }

  @Override
  public Json records(String resource) {
    return switch (resource) {
      case "tenants" -> tenants.list();
      case "keys" -> keys.show();
      default -> throw new IllegalArgumentException("there are tenants and keys");
    };
  }

  @Override
  public Json.Obj settings() {
    return settings.show();
  }

  @Override
  public void change(Json.Obj change) {
    settings = settings.with(change);
  }

  @Override
  public void reset() {
    settings = SuperOfficeSettings.defaults();
    tenants.reset();
    access.expireTickets();
  }

  /**
   * Signs a text of the form {@code token.YYYYMMDDHHmm} with the application's private key; returns
   * the signature in Base64.
   */
  public String sign(String content) {
    return keys.sign(content.getBytes(StandardCharsets.UTF_8));
  }

  /** Invalidates every ticket of a system user. */
  public void expireTickets() {
    access.expireTickets();
  }
}
