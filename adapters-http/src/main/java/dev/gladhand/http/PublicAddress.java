package dev.gladhand.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where callers find this node: behind a proxy that adds a path, under the path that {@code
 * X-Forwarded-Prefix} names, else under that of {@code GLADHAND_PUBLIC_URL}. Locations follow it.
 * Thread-safe.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class PublicAddress {
  private static final String FORWARDED = "X-Forwarded-Prefix";
  private static final int LONGEST = 200;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/-]*");

  private final String url;
  private final String path;

  /**
   * @param url of the operator's, or empty
   */
  PublicAddress(@Value("${gladhand.public-url:}") String url) {
    this.url = withoutSlash(url.strip());
    this.path = this.url.isEmpty() ? "" : plain(URI.create(this.url).getRawPath());
  }

  /** The path that all of ours stand under; empty at the root. */
  public String path(HttpRequest<?> request) {
    var forwarded = request.getHeaders().get(FORWARDED);
    return forwarded == null ? path : plain(withoutSlash(forwarded.strip()));
  }

  /** The same as an address: with the host where the operator has named one. */
  public String base(HttpRequest<?> request) {
    return request.getHeaders().contains(FORWARDED) || url.isEmpty() ? path(request) : url;
  }

  @ResponseFilter
  void relocate(HttpRequest<?> request, MutableHttpResponse<?> response) {
    var location = response.getHeaders().get("Location");
    if (location != null && location.startsWith("/")) {
      response.getHeaders().set("Location", path(request) + location);
    }
  }

  /**
   * Whether a path has nothing but plain segments, with or without a slash at its end: it is
   * written into pages and headers. At most 200 characters.
   */
  public static boolean isPlain(String path) {
    return path.length() <= LONGEST
        && (path.isEmpty() || path.startsWith("/"))
        && !path.contains("//")
        && PLAIN.matcher(path).matches();
  }

  private static String plain(String path) {
    return isPlain(path) ? path : "";
  }

  private static String withoutSlash(String text) {
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
