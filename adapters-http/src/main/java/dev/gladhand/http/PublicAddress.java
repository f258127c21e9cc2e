package dev.gladhand.http;

import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The address under which callers reach this node. Its path is taken from {@code
 * X-Forwarded-Prefix} if a proxy sets that header, otherwise from {@code GLADHAND_PUBLIC_URL}, and
 * is put before the path of each {@code Location} header. Thread-safe.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class PublicAddress {
  private static final String FORWARDED = "X-Forwarded-Prefix";
  private static final int LONGEST = 200;

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~/-]*");

  private final String url;
  private final String path;

  /**
   * @param url the URL that the operator has set, or empty
   */
  PublicAddress(@Value("${gladhand.public-url:}") String url) {
    this.url = withoutSlash(url.strip());
    this.path = this.url.isEmpty() ? "" : plain(URI.create(this.url).getRawPath());
  }

  /** The path prefix of all routes of this node; empty at the root. */
  public String path(HttpRequest<?> request) {
    var forwarded = request.getHeaders().get(FORWARDED);
    return forwarded == null ? path : plain(withoutSlash(forwarded.strip()));
  }

  /**
   * The prefix that a caller puts before the path of a route: the URL that the operator has set. If
   * a proxy sets the path prefix, or the operator has set no URL, it is only {@link
   * #path(HttpRequest)}.
   */
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
   * Whether a path has only letters, digits and the characters {@code . _ ~ - /}, no empty segment,
   * and at most 200 characters. Such a path can be written into pages and headers unescaped.
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
