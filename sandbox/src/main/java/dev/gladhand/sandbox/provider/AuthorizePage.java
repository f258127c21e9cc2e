package dev.gladhand.sandbox.provider;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A provider's page on which a fleet grants an application access, and the codes that it issues.
 * Each code works once, and only with the redirect URI for which it was issued. Thread-safe.
 */
public final class AuthorizePage {
  private final String provider;
  private final String path;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, String> codes = new HashMap<>();

  /**
   * @param path the path to which the form of the page is sent
   */
  public AuthorizePage(String provider, String path) {
    this.provider = provider;
    this.path = path;
  }

  /**
   * The page, if the request names the application with this client id; otherwise an error page.
   */
  public Answer show(Request request, String client) {
    String redirect = request.query("redirect_uri");
    if (!client.equals(request.query("client_id"))
        || !"code".equals(request.query("response_type"))
        || redirect == null
        || !redirect.matches("https?://.+")) {
      return Answer.of(400, "text/html; charset=utf-8", "<h1>Unknown application</h1>");
    }
    String state = request.query("state");
    return Answer.of(
        200,
        "text/html; charset=utf-8",
        """
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{provider} (simulated)</title></head><body><h1>{provider} (simulated)</h1>
        <p>The application {client} wants to use the account of Gladhand Sandbox Fleet.</p>
        <form method="post" action="{path}"><input type="hidden" name="redirect_uri" value="{redirect}">
        <input type="hidden" name="state" value="{state}"><button name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button></form></body></html>
        """
            .replace("{provider}", provider)
            .replace("{path}", path)
            .replace("{client}", escaped(client))
            .replace("{redirect}", escaped(redirect))
            .replace("{state}", escaped(state == null ? "" : state)));
  }

  /** Redirects the browser with a code, or with an error if access was denied. */
  public Answer decide(Request request) {
    String redirect = request.form("redirect_uri");
    if (redirect == null) {
      return Answer.of(400, "text/html; charset=utf-8", "<h1>No redirect_uri</h1>");
    }
    String result =
        "allow".equals(request.form("decision"))
            ? "code=" + made(redirect)
            : "error=access_denied&error_description=The+fleet+said+no";
    String state = request.form("state");
    String back =
        redirect
            + (redirect.contains("?") ? "&" : "?")
            + result
            + "&state="
            + URLEncoder.encode(state == null ? "" : state, StandardCharsets.UTF_8);
    return Answer.empty(302).with("Location", back);
  }

  private synchronized String made(String redirect) {
    String code =
        provider.toLowerCase(java.util.Locale.ROOT) + "-code-" + numbers.incrementAndGet();
    codes.put(code, redirect);
    return code;
  }

  /**
   * Returns whether the code is valid for this redirect URI, and makes it invalid, so that it works
   * only once.
   */
  public synchronized boolean take(@Nullable String code, @Nullable String redirect) {
    return code != null && redirect != null && redirect.equals(codes.remove(code));
  }

  public synchronized void reset() {
    codes.clear();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
