package dev.gladhand.console.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.AvailableByteBody;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads the form of a request. */
public final class Forms {
  private static final int MOST = 1024 * 1024;
  private static final String ENCODED = "application/x-www-form-urlencoded";

  private Forms() {}

  /**
   * The form's fields. Blocks until they have arrived. Throws a 415 for another media type, and a
   * 413 above 1 MiB.
   */
  public static Inputs read(HttpRequest<?> request) {
    var type = request.getHeaders().get("Content-Type");
    var kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
    if (type == null || !kind.startsWith(Multipart.TYPE) && !kind.startsWith(ENCODED)) {
      throw new Stop(415, "The body must be a form.");
    }
    if (!(request instanceof ServerHttpRequest<?> received)) {
      throw new IllegalStateException("not a request of a server");
    }
    var body = received.byteBody();
    if (body.expectedLength().orElse(0) > MOST) {
      throw tooLong();
    }
    byte[] bytes;
    if (body instanceof AvailableByteBody available) {
      bytes = available.toByteArray();
    } else {
      try (var in = body.toInputStream()) {
        bytes = in.readNBytes(MOST + 1);
      } catch (IOException e) {
        throw new Stop(400, "The form did not arrive completely.");
      }
    }
    if (bytes.length > MOST) {
      throw tooLong();
    }
    return kind.startsWith(Multipart.TYPE)
        ? Multipart.read(type, bytes)
        : Inputs.parse(new String(bytes, StandardCharsets.UTF_8));
  }

  private static Stop tooLong() {
    return new Stop(413, "The form is longer than 1 MiB.");
  }
}
