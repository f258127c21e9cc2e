package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Check;
import dev.gladhand.sandbox.provider.JsonBody;
import dev.gladhand.sandbox.provider.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Simulates the Messaging agent: {@code CreateMessage}, {@code SendMessages} and {@code
 * GetPlugins}.
 */
final class SuperOfficeMessaging {
  /** The names of the available plug-ins; a message need not name a plug-in. */
  static final List<String> PLUGINS = List.of("sandbox-sms", "sandbox-email");

  private static final Check TEXT = Check.nullOr(Check.text());
  private static final Shape INCOMING =
      Shape.empty()
          .optional("To", TEXT)
          .optional("From", TEXT)
          .optional("Content", TEXT)
          .optional("Format", TEXT)
          .optional("SessionKey", TEXT)
          .optional("Plugin", TEXT);
  private static final Shape OUTGOING =
      Shape.empty()
          .optional("From", TEXT)
          .optional("To", TEXT)
          .optional("Content", TEXT)
          .optional("Format", TEXT)
          .optional("ParentMessagingId", Check.integer(0, Integer.MAX_VALUE))
          .optional("SuggestedSessionKey", TEXT);

  private final Supplier<SuperOfficeSettings> settings;
  private final AtomicLong ids = new AtomicLong(1000);

  SuperOfficeMessaging(Supplier<SuperOfficeSettings> settings) {
    this.settings = settings;
  }

  Answer createMessage(Call call) {
    Json.Obj body = body(call.request());
    if (!(body.get("IncomingMessage") instanceof Json.Obj message) || body.fields().size() != 1) {
      return refused(call.request(), "IncomingMessage is missing", null);
    }
    String fault = fault(INCOMING, message);
    if (fault == null) {
      fault = pluginFault(message.text("Plugin"));
    }
    if (fault != null) {
      return refused(call.request(), "The message could not be created", fault);
    }
    call.writes().applied("message", "create", "", key(message), message);
    return Answer.empty(204);
  }

  Answer sendMessages(Call call) {
    Json.Obj body = body(call.request());
    List<Json> messages = body.items("OutgoingMessages");
    String plugin = body.text("Plugin");
    String fault = messages.isEmpty() ? "OutgoingMessages is empty" : pluginFault(plugin);
    for (Json item : messages) {
      if (fault == null) {
        fault =
            item instanceof Json.Obj message
                ? fault(OUTGOING, message)
                : "An outgoing message must be an object";
      }
    }
    if (fault != null) {
      return refused(call.request(), "The messages could not be sent", fault);
    }
    var results = new ArrayList<Json>();
    for (Json item : messages) {
      results.add(send(call, (Json.Obj) item));
    }
    return SuperOfficeAnswers.answer(call.request(), 200, new Json.Arr(results));
  }

  /** Lists the plug-ins; a request with a body is a 415. */
  Answer getPlugins(Call call) {
    if (call.request().body().length > 0) {
      return SuperOfficeAnswers.error(call.request(), 415, "GetPlugins takes no body", null);
    }
    return SuperOfficeAnswers.answer(call.request(), 200, Json.of(PLUGINS));
  }

  static List<String> keys(String path, Json.Obj body) {
    if (path.endsWith("/CreateMessage")) {
      return List.of(key(body.object("IncomingMessage")));
    }
    var keys = new ArrayList<String>();
    for (Json item : body.items("OutgoingMessages")) {
      keys.add(item instanceof Json.Obj message ? key(message) : item.write());
    }
    return keys;
  }

  private Json send(Call call, Json.Obj message) {
    String to = message.text("To");
    if (to == null || to.isBlank()) {
      return Json.obj("Status", 2, "StatusDescription", "No address", "MessagingId", 0);
    }
    long id = ids.incrementAndGet();
    call.writes().applied("message", "create", Long.toString(id), key(message), message);
    return Json.obj("Status", 0, "StatusDescription", "OK", "MessagingId", id);
  }

  private @Nullable String fault(Shape shape, Json.Obj message) {
    for (Shape.Violation violation : shape.faults(message)) {
      if (settings.get().strict() || !violation.message().equals("is unknown")) {
        return violation.path() + " " + violation.message();
      }
    }
    return null;
  }

  private static @Nullable String pluginFault(@Nullable String plugin) {
    return plugin == null || plugin.isEmpty() || PLUGINS.contains(plugin) ? null : "Unknown plugin";
  }

  /**
   * The answer to a refused message: a 400 or, if the settings say so, a 200 with the same object.
   */
  private Answer refused(Request request, String message, @Nullable String detail) {
    int status = settings.get().errorsAs200() ? 200 : 400;
    return SuperOfficeAnswers.error(request, status, message, detail);
  }

  private static Json.Obj body(Request request) {
    return JsonBody.declared(
        request, "body", (status, why) -> SuperOfficeAnswers.refusal(request, status, why));
  }

  private static String key(Json.Obj message) {
    return message.text("To") + ":" + message.text("Content");
  }
}
