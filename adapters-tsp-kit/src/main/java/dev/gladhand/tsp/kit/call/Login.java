package dev.gladhand.tsp.kit.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a call is authenticated: headers with credentials, and the secret values that are masked in
 * texts.
 *
 * @param headers sent with the call and never shown
 */
public record Login(Map<String, String> headers, Secrets secrets) {
  public static final Login NONE = new Login(Map.of(), Secrets.NONE);

  public Login {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    var shown = new ArrayList<String>();
    for (var value : headers.values()) {
      shown.add(value);
      // For "Basic abc", also the part behind the scheme is masked, because a TSP may echo it
      // alone.
      var space = value.indexOf(' ');
      if (space > 0) {
        shown.add(value.substring(space + 1));
      }
    }
    secrets = secrets.and(shown);
  }

  /** The value of an {@code Authorization} header with HTTP Basic, from {@code user:password}. */
  public static String basic(String userAndPassword) {
    var bytes = userAndPassword.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  /** The same login with one more value that is masked in texts. */
  public Login hiding(String value) {
    return new Login(headers, secrets.and(List.of(value)));
  }

  public List<String> headerNames() {
    return List.copyOf(headers.keySet());
  }

  @Override
  public String toString() {
    return "Login" + headers.keySet();
  }
}
