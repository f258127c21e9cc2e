package dev.gladhand.client;

import dev.gladhand.client.api.AuthorizationApi;
import dev.gladhand.client.http.ApiClient;
import dev.gladhand.client.http.ApiException;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.time.Instant;

/** The token of a client, renewed a minute before it expires. Thread-safe. */
final class Tokens {
  private static final long EARLIER_SECONDS = 60;

  private final ApiClient client;
  private final String id;
  private final String secret;
  private String token = "";
  private Instant until = Instant.EPOCH;

  Tokens(ApiClient client, String id, String secret) {
    this.client = client;
    this.id = id;
    this.secret = secret;
  }

  synchronized String current() {
    if (!Instant.now().isBefore(until)) {
      try {
        var answer = new AuthorizationApi(client).createToken("client_credentials", id, secret, null);
        token = answer.getAccessToken();
        until = Instant.now().plusSeconds(answer.getExpiresIn() - EARLIER_SECONDS);
      } catch (ApiException e) {
        // The interceptor of a request cannot throw the checked exception; Repeats unwraps this
        // one.
        throw new NoToken(e);
      }
    }
    return token;
  }

  synchronized void forget() {
    until = Instant.EPOCH;
  }

  /** A call failed because no token could be obtained. */
  static final class NoToken extends UncheckedIOException {
    private static final long serialVersionUID = 1L;
    private final transient ApiException failure;

    NoToken(ApiException failure) {
      super(new IOException("no token: " + failure.getMessage(), failure));
      this.failure = failure;
    }

    ApiException failure() {
      return failure;
    }
  }
}
