package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.sandbox.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebfleetTest extends SandboxTest {
  private static final String BASE =
      "account=sandbox&apikey=webfleet-sandbox-key&lang=en&outputformat=json&action=";
  private static final String SEND =
      BASE + "sendTextMessageExtern&objectuid=1-601&messagetext=Dock%204";

  private final Caller webfleet =
      new Caller(
          server.webfleetUrl(),
          "Authorization",
          "Basic "
              + Base64.getEncoder()
                  .encodeToString(
                      "gladhand:webfleet-sandbox-password".getBytes(StandardCharsets.UTF_8)),
          "Content-Type",
          "application/x-www-form-urlencoded");

  @AfterEach
  void closeCaller() {
    webfleet.close();
  }

  private void set(String name, Object value) {
    server.port("webfleet").provider().change(Json.obj(name, value));
  }

  private String code(String form) throws Exception {
    var answer = webfleet.post("/extern", form);
    assertEquals(200, answer.statusCode());
    return answer.headers().firstValue("X-Webfleet-Errorcode").orElse(answer.body());
  }

  @Test
  void answersAWriteWithNothingAndListsWhatWasSent() throws Exception {
    assertEquals("", code(SEND));
    assertEquals("1-601:Dock 4", server.timesApplied("webfleet").keySet().iterator().next());
    var range =
        "&range_pattern=ud&rangefrom_string=2020-01-01T00:00:00Z&rangeto_string=2100-01-01T00:00:00Z";
    assertTrue(code(BASE + "showMessages" + range).contains("Dock 4"));
    assertEquals("63,document is empty", code(BASE + "showMessages" + range + "&objectuid=1-602"));
  }

  @Test
  void tellsErrorsInThreeDresses() throws Exception {
    var stranger = SEND.replace("account=sandbox", "account=x");
    assertEquals("1001", code(stranger));
    set("errors_in", "json");
    assertEquals("{\"errorCode\":1001,\"errorMsg\":\"invalid credentials\"}", code(stranger));
    set("errors_in", "text");
    assertEquals("1001,invalid credentials", code(stranger));
    assertTrue(code(SEND + "&username=gladhand").startsWith("1001,"));
  }

  @Test
  void refusesATakenDriverNumber() throws Exception {
    assertEquals("502", code(BASE + "insertDriverExtern&driverno=D-1&name=A"));
    assertEquals("", code(BASE + "insertDriverExtern&driverno=D-9&name=A"));
    assertTrue(code(BASE + "showDriverReportExtern&driverno=D-9").contains("\"name1\":\"A\""));
  }

  @Test
  void takesSoManyCallsInAnyMinute() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertEquals("", code(BASE + "updateVehicle&objectuid=1-601&denotation=T" + i));
    }
    assertEquals("8011", code(BASE + "updateVehicle&objectuid=1-601&denotation=T"));
  }

  @Test
  void takesOneCallOfAUserAtATime() throws Exception {
    set("call_ms", 300);
    var codes = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<String> call = () -> code(SEND);
      var first = threads.submit(call);
      var second = threads.submit(call);
      codes.add(first.get());
      codes.add(second.get());
    }
    codes.sort(null);
    assertEquals(java.util.List.of("", "8015"), codes);
  }
}
