package dev.gladhand.domain.tsp;

import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request of a write, as a partner may read it: credentials and other secrets are masked, and a
 * text that is too long ends with an ellipsis.
 *
 * @param url at most {@value #LONGEST_URL} characters
 * @param headers by name, in the order sent; the values of headers with credentials are masked
 * @param body at most {@value #LONGEST_BODY} characters; null if there was none
 */
public record SentRequest(
    String method, String url, Map<String, String> headers, @Nullable String body) {
  public static final int LONGEST_URL = 2_048;
  public static final int LONGEST_BODY = 4_096;

  public SentRequest {
    url = cut(url, LONGEST_URL);
    body = body == null ? null : cut(body, LONGEST_BODY);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /**
   * Makes the form that a partner may read of a request that is about to be sent.
   *
   * @param secretHeaders names of the headers that carry a credential
   */
  public static SentRequest of(TspRequest request, Collection<String> secretHeaders) {
    var headers = new LinkedHashMap<>(request.headers());
    secretHeaders.forEach(name -> headers.put(name, CredentialsSchema.MASK));
    return new SentRequest(request.method(), request.url(), headers, request.shown());
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    var end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
    return text.substring(0, end) + "…";
  }
}
