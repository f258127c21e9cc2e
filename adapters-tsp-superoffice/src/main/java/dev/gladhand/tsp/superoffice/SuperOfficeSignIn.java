package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.FailedRead;
import dev.gladhand.tsp.kit.call.Login;
import dev.gladhand.tsp.kit.call.NotCalled;
import dev.gladhand.tsp.kit.call.Secrets;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.login.SessionRenewer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gets a ticket for a system user. The user's token and the current minute are signed with the
 * application's key and exchanged for a JWT that contains the ticket. The signature of the JWT is
 * not checked, because it comes directly from SuperOffice over TLS.
 */
record SuperOfficeSignIn(TspHttp http) {
  static final String TICKET_CLAIM = "http://schemes.superoffice.net/identity/ticket";
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm").withZone(ZoneOffset.UTC);

  /** Renews tickets of system users. SuperOffice extends the lifetime of a ticket with each use. */
  static Renewer renewer(TspHttp http) {
    return new SessionRenewer(
        SuperOfficeCredentials.TICKET,
        SuperOfficeCredentials::isSystemUser,
        new SuperOfficeSignIn(http)::signIn);
  }

  private Renewal signIn(TspAccess tsp, Instant now) {
    var address = SuperOfficeAddress.of(tsp.settings());
    if (address.environment() == null || address.customer() == null) {
      return refused(
          "a system user needs the setting customer_id, or a base URL that ends with it");
    }
    var signed = sign(tsp.credentials(), now);
    if (signed == null) {
      return refused("private_key is no RSA key in PEM (PKCS#8 or PKCS#1)");
    }
    var body =
        TspJson.object(
            "SignedSystemToken",
            signed,
            "ApplicationToken",
            tsp.credentials().get(SuperOfficeCredentials.APP_TOKEN),
            "ContextIdentifier",
            address.customer(),
            "ReturnTokenType",
            "JWT");
    var request =
        new TspRequest(
            "POST",
            address.environment() + "/Login/api/PartnerSystemUser/Authenticate",
            Map.of("Content-Type", "application/json; charset=utf-8", "Accept", "application/json"),
            List.of(),
            TspJson.write(body),
            null);
    var login =
        new Login(Map.of(), Secrets.of(SuperOfficeCredentials.SCHEMA, tsp.credentials()))
            .hiding(signed);
    return switch (http.read(request, login, tsp.timeout())) {
      case Exchange.Answered answered -> read(answered, tsp.credentials());
      case Exchange.Failed failed -> FailedRead.renewal(failed);
    };
  }

  private static Renewal read(Exchange.Answered answered, Credentials credentials) {
    var json = answered.json();
    if (Boolean.FALSE.equals(TspJson.bool(json, "IsSuccessful"))) {
      var why = TspJson.string(json, "ErrorMessage");
      return new Renewal.Refused(answered.error(ErrorType.AUTH, "no ticket: " + why, false));
    }
    var ticket = ticket(TspJson.string(json, "Token"));
    return ticket == null
        ? new Renewal.TryLater(answered.error(ErrorType.TSP, "the answer holds no ticket", false))
        : new Renewal.Renewed(credentials.with(SuperOfficeCredentials.TICKET, ticket));
  }

  private static Renewal refused(String why) {
    return new Renewal.Refused(NotCalled.error(ErrorType.AUTH, SuperOfficeAdapter.NAME, why));
  }

  private static @Nullable String ticket(@Nullable String jwt) {
    var parts = jwt == null ? new String[0] : jwt.split("\\.", -1);
    if (parts.length != 3) {
      return null;
    }
    try {
      var claims = TspJson.read(Base64.getUrlDecoder().decode(parts[1]));
      var ticket = TspJson.string(claims, TICKET_CLAIM);
      return ticket == null || !ticket.matches("[\\x21-\\x7e]+") ? null : ticket;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable String sign(Credentials credentials, Instant now) {
    var key = credentials.get(SuperOfficeCredentials.PRIVATE_KEY);
    if (key == null) {
      return null;
    }
    var content = credentials.get(SuperOfficeCredentials.SYSTEM_TOKEN) + "." + MINUTE.format(now);
    var signature = SuperOfficeKey.sign(key, content);
    return signature == null ? null : content + "." + signature;
  }
}
