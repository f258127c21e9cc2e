package dev.gladhand.sandbox.superoffice;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signs system users in: exchanges a system user's token, the current minute, and a signature over
 * both for a JWT that contains a ticket.
 */
final class SuperOfficeLogin {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuuMMddHHmm", Locale.ROOT);
  private static final Duration TOLERANCE = Duration.ofMinutes(15);
  private static final String CLAIM = "http://schemes.superoffice.net/identity/";

  private final Supplier<SuperOfficeSettings> settings;
  private final SuperOfficeAccess access;
  private final SuperOfficeTenants tenants;
  private final SuperOfficeKeys keys;
  private final InstantSource clock;

  SuperOfficeLogin(
      Supplier<SuperOfficeSettings> settings,
      SuperOfficeAccess access,
      SuperOfficeTenants tenants,
      SuperOfficeKeys keys,
      InstantSource clock) {
    this.settings = settings;
    this.access = access;
    this.tenants = tenants;
    this.keys = keys;
    this.clock = clock;
  }

  Answer authenticate(Call call) {
    Request request = call.request();
    Json.Obj body =
        JsonBody.object(
            request, "body", (status, why) -> SuperOfficeAnswers.refusal(request, status, why));
    String context = String.valueOf(body.text("ContextIdentifier"));
    String fault = fault(body, context);
    if (fault != null) {
      return answer(request, false, null, fault);
    }
    String ticket = "7T:" + UUID.randomUUID().toString().replace("-", "");
    access.give(ticket);
    return answer(request, true, keys.jwt(claims(context, ticket)), null);
  }

  private @Nullable String fault(Json.Obj body, String context) {
    if (!settings.get().appToken().equals(body.text("ApplicationToken"))) {
      return "Invalid application token";
    }
    if (tenants.get(context) == null) {
      return "Unknown context identifier";
    }
    if (!"JWT".equalsIgnoreCase(body.text("ReturnTokenType"))) {
      return "Only the token type JWT is supported";
    }
    String signed = String.valueOf(body.text("SignedSystemToken"));
    int signatureAt = signed.lastIndexOf('.');
    int minuteAt = signatureAt < 0 ? -1 : signed.lastIndexOf('.', signatureAt - 1);
    if (minuteAt < 0) {
      return "The system token is not of the form token.time.signature";
    }
    if (!signed.substring(0, minuteAt).equals(settings.get().systemToken())) {
      return "Unknown system token";
    }
    if (!isNow(signed.substring(minuteAt + 1, signatureAt))) {
      return "The time of the system token differs too much from the present time";
    }
    byte[] content = signed.substring(0, signatureAt).getBytes(StandardCharsets.UTF_8);
    return keys.verifies(settings.get().publicKey(), content, signed.substring(signatureAt + 1))
        ? null
        : "The signature of the system token is wrong";
  }

  private boolean isNow(String minute) {
    try {
      Instant time = LocalDateTime.parse(minute, MINUTE).toInstant(ZoneOffset.UTC);
      return Duration.between(time, clock.instant()).abs().compareTo(TOLERANCE) < 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private Json.Obj claims(String context, String ticket) {
    Instant now = clock.instant();
    return Json.obj(
        "iss",
        "SuperOffice AS",
        "aud",
        "spn:gladhand-sandbox",
        "sub",
        "systemuser@" + context,
        "iat",
        now.getEpochSecond(),
        "exp",
        now.plusSeconds(settings.get().ticketSeconds()).getEpochSecond(),
        CLAIM + "ctx",
        context,
        CLAIM + "ticket",
        ticket,
        CLAIM + "system_token",
        settings.get().systemToken(),
        CLAIM + "webapi_url",
        tenants.endpoint(context) + "/api/",
        CLAIM + "is_administrator",
        "False");
  }

  private static Answer answer(
      Request request, boolean successful, @Nullable String token, @Nullable String error) {
    return SuperOfficeAnswers.answer(
        request, 200, Json.obj("IsSuccessful", successful, "Token", token, "ErrorMessage", error));
  }
}
