package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.tsp.ErrorType;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.Exchange;
import dev.gladhand.tsp.kit.FailedRead;
import dev.gladhand.tsp.kit.Login;
import dev.gladhand.tsp.kit.Secrets;
import dev.gladhand.tsp.kit.TspApi;
import dev.gladhand.tsp.kit.TspHttp;
import dev.gladhand.tsp.kit.TspJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Refreshes an access token by OAuth 2. Each refresh token is good for one use: the answer brings
 * the next.
 */
final class SamsaraRenewer implements Renewer {
  /** Renewed this long before it expires, so that no call under way meets its end. */
  private static final Duration EARLY = Duration.ofSeconds(60);

  private static final Duration UNLESS_TOLD = Duration.ofMinutes(30);

  private final TspHttp http;

  SamsaraRenewer(TspHttp http) {
    this.http = http;
  }

  @Override
  public boolean renewable(Credentials credentials) {
    return credentials.get(SamsaraCredentials.REFRESH_TOKEN) != null;
  }

  @Override
  public boolean expired(Credentials credentials, Instant now) {
    if (!renewable(credentials)) {
      return false;
    }
    var until = credentials.get(SamsaraCredentials.EXPIRES_AT);
    return credentials.get(SamsaraCredentials.ACCESS_TOKEN) == null
        || until == null
        || !now.isBefore(until.minus(EARLY));
  }

  @Override
  public Renewal renew(TspAccess tsp, Instant now) {
    var credentials = tsp.credentials();
    var refreshToken = String.valueOf(credentials.get(SamsaraCredentials.REFRESH_TOKEN));
    var request =
        new TspRequest(
            "POST",
            SamsaraSettings.base(tsp.settings()) + "/oauth2/token",
            Map.of(
                "Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
            SamsaraCredentials.HEADERS,
            "grant_type=refresh_token&refresh_token=" + TspApi.encode(refreshToken),
            null);
    var client =
        credentials.get(SamsaraCredentials.CLIENT_ID)
            + ":"
            + credentials.get(SamsaraCredentials.CLIENT_SECRET);
    var basic = Base64.getEncoder().encodeToString(client.getBytes(StandardCharsets.UTF_8));
    var login =
        new Login(
            Map.of("Authorization", "Basic " + basic),
            Secrets.of(SamsaraCredentials.SCHEMA, credentials));
    return switch (http.read(request, login, tsp.timeout())) {
      case Exchange.Answered answered -> read(answered, credentials, now);
      case Exchange.Failed failed -> FailedRead.renewal(failed);
    };
  }

  private static Renewal read(Exchange.Answered answered, Credentials credentials, Instant now) {
    var json = answered.json();
    var access = token(TspJson.string(json, "access_token"));
    if (access == null) {
      return new Renewal.TryLater(
          answered.error(ErrorType.TSP, "the answer holds no access token", false));
    }
    var refresh = token(TspJson.string(json, "refresh_token"));
    var fields =
        credentials
            .fields()
            .with(SamsaraCredentials.ACCESS_TOKEN, access)
            .with(
                SamsaraCredentials.EXPIRES_AT,
                now.plus(life(answered)).truncatedTo(ChronoUnit.MICROS));
    return new Renewal.Renewed(
        new Credentials(
            refresh == null ? fields : fields.with(SamsaraCredentials.REFRESH_TOKEN, refresh)));
  }

  private static Duration life(Exchange.Answered answered) {
    var seconds = TspJson.string(answered.json(), "expires_in");
    return seconds != null && seconds.matches("[0-9]{1,9}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : UNLESS_TOLD;
  }

  private static @Nullable String token(@Nullable String text) {
    return text == null || !text.matches("[\\x21-\\x7e]{1,8000}") ? null : text;
  }
}
