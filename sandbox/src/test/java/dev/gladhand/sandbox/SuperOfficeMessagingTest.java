package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SuperOfficeMessagingTest extends SandboxTest {
  private static final String CREATE = "/api/v1/Agents/Messaging/CreateMessage";
  private static final String SEND = "/api/v1/Agents/Messaging/SendMessages";
  private static final String MESSAGE =
      "{\"IncomingMessage\":{\"To\":\"+4712345678\",\"From\":\"+4787654321\",\"Content\":\"Hi\","
          + "\"Format\":\"sms/160\",\"SessionKey\":\"k\",\"Plugin\":\"sandbox-sms\"}}";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder()
              .encodeToString("gladhand:sandbox-password".getBytes(StandardCharsets.UTF_8));

  private final Caller onSite = Caller.superOffice(server, BASIC);
  private final Caller online = Caller.superOffice(server, "SOTicket 7T:sandbox-ticket");

  @AfterEach
  void closeCallers() {
    onSite.close();
    online.close();
  }

  @Test
  void createsAMessageAndAnswersNothing() throws Exception {
    var response = onSite.post(CREATE, MESSAGE);
    assertEquals(204, response.statusCode());
    assertEquals("", response.body());
    var write = applied("superoffice").getFirst();
    assertEquals("+4712345678:Hi", write.key());
    assertEquals("sms/160", write.fields().text("Format"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"IncomingMessage\":null}",
        "{\"IncomingMessage\":{\"to\":\"+47\"}}",
        "{\"IncomingMessage\":{\"To\":47}}",
        "{\"IncomingMessage\":{\"Plugin\":\"other\"}}"
      })
  void refusesWhatIsNotDocumented(String body) throws Exception {
    var response = onSite.post(CREATE, body);
    assertEquals(400, response.statusCode());
    assertTrue(Caller.object(response).text("Message") != null);
    assertTrue(applied("superoffice").isEmpty());
  }

  @Test
  void canAnswerAFailureWith200AndAnErrorObject() throws Exception {
    server.superOffice().change(Json.obj("errors_as_200", true));
    var response = onSite.post(CREATE, "{\"IncomingMessage\":{\"Plugin\":\"other\"}}");
    assertEquals(200, response.statusCode());
    assertEquals("Unknown plugin", Caller.object(response).text("MessageDetail"));
  }

  @Test
  void speaksXmlToWhoeverDoesNotAskForJson() throws Exception {
    var response = onSite.post(CREATE, "{}", "Accept", "application/xml");
    assertTrue(response.body().startsWith("<?xml"));
  }

  @Test
  void sendsEachMessageOnItsOwn() throws Exception {
    var response =
        onSite.post(
            SEND,
            "{\"Plugin\":\"sandbox-sms\",\"OutgoingMessages\":["
                + "{\"From\":\"a\",\"To\":\"b\",\"Content\":\"c\",\"ParentMessagingId\":0},"
                + "{\"From\":\"a\",\"To\":\"\",\"Content\":\"d\"}]}");
    assertEquals(200, response.statusCode());
    var results = ((Json.Arr) Json.read(response.body())).items();
    assertEquals(2, results.size());
    assertEquals(0, ((Json.Obj) results.getFirst()).number("Status").intValueExact());
    assertEquals(2, ((Json.Obj) results.getLast()).number("Status").intValueExact());
    assertEquals(1, applied("superoffice").size());
  }

  @Test
  void basicWorksOnSiteOnlyAndTicketsNeedTheApplicationOnline() throws Exception {
    assertEquals(204, online.post(CREATE, MESSAGE).statusCode());
    assertEquals(401, onSite.post("/online1/Cust12345" + CREATE, MESSAGE).statusCode());
    assertEquals(401, online.post("/online1/Cust12345" + CREATE, MESSAGE).statusCode());
    var withApp =
        online.post(
            "/online1/Cust12345" + CREATE, MESSAGE, "SO-AppToken", "superoffice-sandbox-app-token");
    assertEquals(204, withApp.statusCode());
    var bearer =
        online.post(
            "/online1/Cust12345" + CREATE,
            MESSAGE,
            "Authorization",
            "Bearer superoffice-sandbox-token");
    assertEquals(204, bearer.statusCode());
  }

  @Test
  void aMovedTenantIsMisdirectedUntilTheStateIsAskedAgain() throws Exception {
    String bearer = "Bearer superoffice-sandbox-token";
    var before = Caller.object(online.get("/api/state/Cust12345"));
    assertEquals(server.superOfficeUrl() + "/online1/Cust12345", before.text("Endpoint"));
    control.post("/_sandbox/superoffice/tenants", "{\"id\":\"Cust12345\",\"node\":\"online3\"}");
    var old = online.post("/online1/Cust12345" + CREATE, MESSAGE, "Authorization", bearer);
    assertEquals(421, old.statusCode());
    assertTrue(applied("superoffice").isEmpty());
    String endpoint =
        String.valueOf(Caller.object(online.get("/api/state/Cust12345")).text("Endpoint"));
    assertEquals(server.superOfficeUrl() + "/online3/Cust12345", endpoint);
    var moved = online.post("/online3/Cust12345" + CREATE, MESSAGE, "Authorization", bearer);
    assertEquals(204, moved.statusCode());
  }

  @Test
  void theListOfPluginsIsAskedForWithoutABody() throws Exception {
    var path = "/api/v1/Agents/Messaging/GetPlugins";
    assertEquals(200, onSite.call("POST", path, null).statusCode());
    assertEquals(415, onSite.post(path, "{}").statusCode());
  }

  @Test
  void aTenantThatDoesNotRunAndARestrictedAgentRefuse() throws Exception {
    server
        .superOffice()
        .seed("tenants", Json.obj("id", "Cust12345", "state", "OfflineMaintenance"));
    assertEquals(
        Boolean.FALSE, Caller.object(online.get("/api/state/Cust12345")).bool("IsRunning"));
    assertEquals(503, online.post("/Cust12345" + CREATE, MESSAGE).statusCode());
    server.superOffice().change(Json.obj("agent_allowed", false));
    assertEquals(403, onSite.post(CREATE, MESSAGE).statusCode());
  }
}
