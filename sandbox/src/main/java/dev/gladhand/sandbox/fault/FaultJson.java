package dev.gladhand.sandbox.fault;

import dev.gladhand.sandbox.http.Header;
import dev.gladhand.sandbox.json.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes rules in the form of the control API. */
public final class FaultJson {
  private static final Set<String> NAMES =
      Set.of(
          "provider", "method", "path", "contains", "skip", "nth", "times", "probability", "fault");
  private static final long BOMB = 1L << 30;

  private FaultJson() {}

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException with a sentence for the caller when the rule is malformed
   */
  public static FaultRule read(Json json) {
    if (!(json instanceof Json.Obj object)) {
      throw new IllegalArgumentException("a rule is an object");
    }
    for (String name : object.fields().keySet()) {
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown field '" + name + "', known are " + NAMES);
      }
    }
    FaultRule rule =
        FaultRule.always(fault(object.object("fault")))
            .provider(object.text("provider"))
            .method(object.text("method"))
            .path(object.text("path"))
            .contains(object.text("contains"))
            .skip(whole(object, "skip", 0))
            .times(whole(object, "times", Long.MAX_VALUE));
    BigDecimal probability = object.number("probability");
    if (probability != null) {
      rule = rule.probability(probability.doubleValue());
    }
    return object.get("nth") == null ? rule : rule.nth(whole(object, "nth", 1));
  }

  private static Fault fault(Json.Obj object) {
    boolean apply = Boolean.TRUE.equals(object.bool("apply"));
    int status = (int) whole(object, "status", 200);
    String kind = object.text("kind");
    return switch (kind) {
      case null -> throw new IllegalArgumentException("fault.kind is missing");
      case "delay" -> new Fault.Delay(millis(object, 1_000), apply);
      case "hang" -> new Fault.Hang(apply);
      case "reset" -> new Fault.Reset(when(object.text("when")));
      case "close" -> new Fault.Close(apply);
      case "close_after" -> new Fault.CloseAfter();
      case "half_body" -> new Fault.HalfBody();
      case "endless_body" -> new Fault.EndlessBody(apply);
      case "endless_head" -> new Fault.EndlessHead(apply);
      case "dribble" -> new Fault.Dribble(millis(object, 100));
      case "html" -> new Fault.Html(status, apply);
      case "garbage" -> new Fault.Garbage(apply);
      case "respond" -> new Fault.Respond(status, headers(object), body(object), apply);
      case "redirect" ->
          new Fault.Respond(
              (int) whole(object, "status", 302),
              List.of(new Header("Location", String.valueOf(object.text("location")))),
              "",
              apply);
      case "gzip_bomb" -> new Fault.GzipBomb(whole(object, "bytes", BOMB), apply);
      case "content_type" ->
          new Fault.ContentType(object.get("type") == null ? "text/plain" : text(object, "type"));
      default -> throw new IllegalArgumentException("unknown fault.kind '" + kind + "'");
    };
  }

  static String kind(Fault fault) {
    return switch (fault) {
      case Fault.Delay _ -> "delay";
      case Fault.Hang _ -> "hang";
      case Fault.Reset _ -> "reset";
      case Fault.Close _ -> "close";
      case Fault.CloseAfter _ -> "close_after";
      case Fault.HalfBody _ -> "half_body";
      case Fault.EndlessBody _ -> "endless_body";
      case Fault.EndlessHead _ -> "endless_head";
      case Fault.Dribble _ -> "dribble";
      case Fault.Html _ -> "html";
      case Fault.Garbage _ -> "garbage";
      case Fault.Respond _ -> "respond";
      case Fault.GzipBomb _ -> "gzip_bomb";
      case Fault.ContentType _ -> "content_type";
    };
  }

  /** A rule that is in force, as the control API shows it. */
  public static Json.Obj show(Faults.InForce inForce) {
    FaultRule rule = inForce.rule();
    return Json.obj(
        "id", inForce.id(),
        "provider", rule.provider(),
        "method", rule.method(),
        "path", rule.path() == null ? null : rule.path().pattern(),
        "contains", rule.contains(),
        "skip", rule.skip(),
        "times", rule.times() == Long.MAX_VALUE ? null : rule.times(),
        "probability", rule.probability(),
        "fault", rule.fault().toString(),
        "kind", rule.fault().kind(),
        "matched", inForce.matched(),
        "hits", inForce.hits());
  }

  private static Fault.When when(@Nullable String name) {
    if (name == null) {
      return Fault.When.AFTER_READING;
    }
    return Fault.When.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static List<Header> headers(Json.Obj object) {
    var headers = new ArrayList<Header>();
    for (var field : object.object("headers").fields().entrySet()) {
      if (!(field.getValue() instanceof Json.Text(String value))) {
        throw new IllegalArgumentException("a header's value is a string");
      }
      headers.add(new Header(field.getKey(), value));
    }
    return headers;
  }

  /**
   * The body of the answer that a rule gives: a string unchanged, any other value as JSON; empty if
   * the rule has none.
   */
  private static String body(Json.Obj object) {
    return switch (object.get("body")) {
      case null -> "";
      case Json.Text(String text) -> text;
      case Json json -> json.write();
    };
  }

  private static Duration millis(Json.Obj object, long otherwise) {
    return Duration.ofMillis(whole(object, "ms", otherwise));
  }

  private static String text(Json.Obj object, String name) {
    String text = object.text(name);
    if (text == null) {
      throw new IllegalArgumentException(name + " is a string");
    }
    return text;
  }

  private static long whole(Json.Obj object, String name, long otherwise) {
    return switch (object.get(name)) {
      case null -> otherwise;
      case Json.Null() -> otherwise;
      case Json.Num number -> number.decimal().longValueExact();
      default -> throw new IllegalArgumentException(name + " is a whole number");
    };
  }
}
