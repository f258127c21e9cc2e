package dev.gladhand.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Writes the head of a request, refusing whatever could break out of its line. */
final class RequestHead {
  private static final Set<String> OWN =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "expect",
          "te",
          "trailer",
          "upgrade");
  private static final Set<String> REFUSED_METHODS = Set.of("CONNECT", "TRACE");

  private RequestHead() {}

  static byte[] of(OutboundRequest request, Target target, String userAgent) throws Trouble {
    var head = new StringBuilder(512);
    head.append(method(request.method())).append(' ');
    head.append(Target.pathAndQuery(request.uri())).append(" HTTP/1.1\r\n");
    field(head, "Host", target.hostHeader());
    boolean named = false;
    for (var header : request.headers()) {
      check(header);
      named |= header.name().equalsIgnoreCase("user-agent");
      field(head, header.name(), header.value());
    }
    if (!named) {
      field(head, "User-Agent", userAgent);
    }
    var body = request.body();
    if (body != null) {
      field(head, "Content-Length", Integer.toString(body.length));
    } else if (expectsBody(request.method())) {
      field(head, "Content-Length", "0");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean expectsBody(String method) {
    return method.equals("POST") || method.equals("PUT") || method.equals("PATCH");
  }

  private static String method(String method) throws Trouble {
    if (!FieldSyntax.isToken(method) || REFUSED_METHODS.contains(method)) {
      throw new Trouble(FailureKind.INVALID_REQUEST, "the method cannot be sent");
    }
    return method;
  }

  private static void check(OutboundRequest.HeaderField header) throws Trouble {
    if (!FieldSyntax.isToken(header.name())) {
      throw new Trouble(FailureKind.INVALID_REQUEST, "a header name cannot be sent");
    }
    if (OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
      throw new Trouble(
          FailureKind.INVALID_REQUEST, "the header " + header.name() + " is set by the client");
    }
    if (!FieldSyntax.isSendable(header.value())) {
      throw new Trouble(
          FailureKind.INVALID_REQUEST,
          "the value of the header " + header.name() + " has a character that cannot be sent");
    }
  }
}
