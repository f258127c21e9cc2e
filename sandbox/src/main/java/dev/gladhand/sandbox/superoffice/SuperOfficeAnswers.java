package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes answers in JSON, or in XML if the request does not ask for JSON. */
final class SuperOfficeAnswers {
  private SuperOfficeAnswers() {}

  static Answer error(Request request, int status, String message, @Nullable String detail) {
    return answer(request, status, Json.obj("Message", message, "MessageDetail", detail));
  }

  static Refusal refusal(Request request, int status, String message) {
    return new Refusal(error(request, status, message, null));
  }

  static Answer answer(Request request, int status, Json body) {
    String accept = request.header("Accept");
    if (accept != null && accept.toLowerCase(Locale.ROOT).contains("json")) {
      return Answer.json(status, body);
    }
    var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    element("Response", body, xml);
    return Answer.of(status, "application/xml; charset=utf-8", xml.toString());
  }

  private static void element(String name, Json value, StringBuilder xml) {
    xml.append('<').append(name).append('>');
    switch (value) {
      case Json.Obj object -> object.fields().forEach((field, item) -> element(field, item, xml));
      case Json.Arr array -> array.items().forEach(item -> element("Item", item, xml));
      case Json.Text(String text) -> escape(text, xml);
      case Json.Num(String literal) -> xml.append(literal);
      case Json.Bool(boolean bool) -> xml.append(bool);
      case Json.Null() -> xml.append("");
    }
    xml.append("</").append(name).append('>');
  }

  private static void escape(String text, StringBuilder xml) {
    String clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    xml.append(clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }
}
