package dev.gladhand.outbound;

import dev.gladhand.outbound.policy.Target;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * Makes the HTTP message of a request. It refuses characters that could end a line, and header
 * fields that only the HTTP client itself sets, such as {@code Content-Length}.
 */
final class RequestMessage {
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
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private RequestMessage() {}

  static ClassicHttpRequest of(OutboundRequest request, Target target, String userAgent)
      throws ExchangeException {
    var method = request.method();
    if (!FieldSyntax.isToken(method) || REFUSED_METHODS.contains(method)) {
      throw refused("the method cannot be sent");
    }
    var message =
        new BasicClassicHttpRequest(method, null, null, Target.pathAndQuery(request.uri()));
    message.addHeader("Host", target.hostHeader());
    for (var header : request.headers()) {
      check(header);
      message.addHeader(header.name(), header.value());
    }
    if (!message.containsHeader("User-Agent")) {
      message.addHeader("User-Agent", userAgent);
    }
    var body = request.body();
    if (body != null) {
      message.addHeader("Content-Length", body.length);
      message.setEntity(new ByteArrayEntity(body, null));
    } else if (WITH_BODY.contains(method)) {
      message.addHeader("Content-Length", 0);
    }
    return message;
  }

  private static void check(OutboundRequest.HeaderField header) throws ExchangeException {
    if (!FieldSyntax.isToken(header.name())) {
      throw refused("a header name cannot be sent");
    }
    if (OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
      throw refused("the header " + header.name() + " is set by the client");
    }
    if (!FieldSyntax.isSendable(header.value())) {
      throw refused(
          "the value of the header " + header.name() + " has a character that cannot be sent");
    }
  }

  private static ExchangeException refused(String why) {
    return new ExchangeException(FailureKind.INVALID_REQUEST, why);
  }
}
