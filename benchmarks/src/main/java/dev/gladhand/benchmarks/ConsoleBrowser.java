package dev.gladhand.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** Loads pages of the console and times them. */
final class ConsoleBrowser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern OPERATION =
      Pattern.compile("/console/operations/[0-9a-f-]{36}/([0-9a-f-]{36})");

  private final String site;
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  ConsoleBrowser(int port) {
    site = "http://127.0.0.1:" + port;
  }

  void signIn(String id, String secret) {
    var token = TOKEN.matcher(get("/console/sign-in").body());
    if (!token.find()) {
      throw new IllegalStateException("the form to sign in has no token");
    }
    var form = "_csrf=" + token.group(1) + "&client_id=" + id + "&client_secret=" + secret;
    send(
        HttpRequest.newBuilder(URI.create(site + "/console/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)));
  }

  /** The id of the first operation on the console's page of operations. */
  String operation() {
    var found = OPERATION.matcher(get("/console/operations").body());
    if (!found.find()) {
      throw new IllegalStateException("the list is empty");
    }
    return found.group(1);
  }

  /** How long a page takes from the request to the last byte, in milliseconds. */
  double millis(String path) {
    var begun = System.nanoTime();
    get(path);
    return (System.nanoTime() - begun) / 1e6;
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(site + path)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(answer.uri() + ": " + answer.statusCode());
      }
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
