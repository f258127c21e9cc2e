package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.journal.Received;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Provider;
import dev.gladhand.sandbox.provider.Writes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Simulates MyGeotab: {@code POST /apiv1} with JSON-RPC. Every answer is a 200, a session is valid
 * at only one of two servers, and {@code Set} clears the members that the request does not contain.
 */
public final class GeotabProvider implements Provider {
  /** The id of the first demo user, Ana Ruiz. */
  public static final String FIRST_USER = "b5";

  /** The id of the first demo vehicle. */
  public static final String FIRST_VEHICLE = "b1";

  /** The id of the demo trailer. */
  public static final String FIRST_TRAILER = "b3";

  private final GeotabState state = new GeotabState();
  private final GeotabRpc rpc;

  public GeotabProvider(InstantSource clock) {
    rpc = new GeotabRpc(clock, state);
  }

  @Override
  public String name() {
    return "geotab";
  }

  /** Sets the address of the second server, {@code host:port}. */
  public void otherServer(String hostAndPort) {
    state.otherServer(hostAndPort);
  }

  @Override
  public Answer answer(Request request, Writes writes) {
    if (!request.path().matches("/apiv1/?") || !request.method().equals("POST")) {
      return Answer.text(404, "not found");
    }
    return rpc.answer(request, writes);
  }

  @Override
  public Answer tooMany(Request request) {
    return new GeotabError("OverLimitException", "API calls quota exceeded.").answer();
  }

  /** The value of {@code Retry-After}: the wait in whole seconds. */
  @Override
  public String retryAfter(Duration wait) {
    return Long.toString((wait.toMillis() + 999) / 1000);
  }

  @Override
  public List<String> keys(Received request) {
    try {
      if (isWrite(request) && request.bodyJson() instanceof Json.Obj call) {
        Json.Obj params = call.object("params");
        return List.of(GeotabTypes.of(params.text("typeName")).key(params.object("entity")));
      }
    } catch (GeotabError e) {
      return List.of();
    }
    return List.of();
  }

  /** Whether a request in the journal is a write. */
  public static boolean isWrite(Received request) {
    return request.bodyText().matches("(?s)\\{\"method\":\"(Add|Set)\".*");
  }

  @Override
  public Json seed(String resource, Json.Obj body) {
    String id = body.text("id");
    if (id == null) {
      throw new IllegalArgumentException("id is required");
    }
    state.entities().put(type(resource), id, body);
    return body;
  }

  @Override
  public Json records(String resource) {
    return Json.of(state.entities().records(type(resource)));
  }

  private static GeotabType type(String resource) {
    try {
      return GeotabTypes.of(resource);
    } catch (GeotabError e) {
      throw new IllegalArgumentException("unknown resource '" + resource + "'", e);
    }
  }

  @Override
  public Json.Obj settings() {
    return state.show();
  }

  @Override
  public void change(Json.Obj settings) {
    state.change(settings);
  }

  @Override
  public void reset() {
    state.reset();
  }
}
