package dev.gladhand.domain.tsp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The exact request of an adapter without its credentials. A dry run shows it, and a write sends
 * it.
 *
 * @param url absolute
 * @param headers in the order sent, without any that carries a credential
 * @param secretHeaders names of the headers that will carry credentials, shown as {@code *****}
 * @param body the body as sent, which may hold secret values; null if there is none
 * @param shown the body as a partner may see it: like {@code body}, but with secret values masked
 */
public record TspRequest(
    String method,
    String url,
    Map<String, String> headers,
    List<String> secretHeaders,
    @Nullable String body,
    @Nullable String shown) {
  public TspRequest {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    secretHeaders = List.copyOf(secretHeaders);
  }

  /** The same request to another address. */
  public TspRequest at(String otherUrl) {
    return new TspRequest(method, otherUrl, headers, secretHeaders, body, shown);
  }

  /** The same request with another body. */
  public TspRequest carrying(@Nullable String otherBody) {
    return new TspRequest(method, url, headers, secretHeaders, otherBody, shown);
  }

  /** The same request with another body for partners to see; the body that is sent is unchanged. */
  public TspRequest showing(@Nullable String otherShown) {
    return new TspRequest(method, url, headers, secretHeaders, body, otherShown);
  }

  /**
   * The same request with these names in place of {@code secretHeaders}; unchanged if the list is
   * empty.
   */
  public TspRequest signedBy(List<String> otherHeaders) {
    return otherHeaders.isEmpty()
        ? this
        : new TspRequest(method, url, headers, otherHeaders, body, shown);
  }

  /** Leaves the body out, because it may hold values that a dry run masks. */
  @Override
  public String toString() {
    return method + " " + url;
  }
}
