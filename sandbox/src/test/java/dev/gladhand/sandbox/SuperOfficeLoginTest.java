package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SuperOfficeLoginTest extends SandboxTest {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMddHHmm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String PATH = "/Login/api/PartnerSystemUser/Authenticate";

  private final Caller caller = Caller.superOffice(server, "none");

  @AfterEach
  void closeCaller() {
    caller.close();
  }

  @Test
  void aSignedTokenBuysATicketThatLives() throws Exception {
    var answer = Caller.object(login(content(Instant.now()), "superoffice-sandbox-app-token"));
    assertEquals(Boolean.TRUE, answer.bool("IsSuccessful"));
    String[] parts = String.valueOf(answer.text("Token")).split("\\.", -1);
    var claims = (Json.Obj) Json.read(Base64.getUrlDecoder().decode(parts[1]));
    String ticket = claims.text("http://schemes.superoffice.net/identity/ticket");
    assertEquals(204, send(ticket).statusCode());
    server.superOffice().expireTickets();
    assertEquals(401, send(ticket).statusCode());
  }

  @Test
  void refusesOldTimesWrongSignaturesAndOtherApplications() throws Exception {
    String now = content(Instant.now());
    assertRefused(
        login(content(Instant.now().minusSeconds(3600)), "superoffice-sandbox-app-token"));
    assertRefused(login(now, "other"));
    String other = now.replace("sandboxsys", "othersys");
    assertRefused(login(other, "superoffice-sandbox-app-token"));
    assertRefused(
        post(
            now + "." + server.superOffice().sign("something else"),
            "superoffice-sandbox-app-token"));
  }

  @Test
  void theKeyOfAnotherApplicationCanBeSet() throws Exception {
    var keys = Caller.object(control.get("/_sandbox/superoffice/keys")).object("items");
    assertTrue(String.valueOf(keys.text("private_key")).startsWith("-----BEGIN PRIVATE KEY-----"));
    server.superOffice().change(Json.obj("public_key", keys.text("public_key")));
    assertEquals(
        Boolean.TRUE,
        Caller.object(login(content(Instant.now()), "superoffice-sandbox-app-token"))
            .bool("IsSuccessful"));
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertEquals(Boolean.FALSE, Caller.object(response).bool("IsSuccessful"), response.body());
  }

  private static String content(Instant time) {
    return "Gladhand Sandbox-sandboxsys." + MINUTE.format(time);
  }

  private HttpResponse<String> login(String content, String application) throws Exception {
    return post(content + "." + server.superOffice().sign(content), application);
  }

  private HttpResponse<String> post(String signed, String application) throws Exception {
    return caller.post(
        PATH,
        Json.obj(
                "SignedSystemToken",
                signed,
                "ApplicationToken",
                application,
                "ContextIdentifier",
                "Cust12345",
                "ReturnTokenType",
                "JWT")
            .write());
  }

  private HttpResponse<String> send(String ticket) throws Exception {
    return caller.post(
        "/online1/Cust12345/api/v1/Agents/Messaging/CreateMessage",
        "{\"IncomingMessage\":{\"To\":\"+47\",\"Content\":\"hi\"}}",
        "Authorization",
        "SOTicket " + ticket,
        "SO-AppToken",
        "superoffice-sandbox-app-token");
  }
}
