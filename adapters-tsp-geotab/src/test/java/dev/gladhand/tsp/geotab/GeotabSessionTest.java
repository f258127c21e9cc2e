package dev.gladhand.tsp.geotab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.AdapterBench;
import dev.gladhand.testkit.tsp.RenewerContract;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeotabSessionTest extends RenewerContract {
  private static final String PASSWORD = "a-password-of-acme";
  private static final String LOGIN =
      "{\"database\":\"acme\",\"user_name\":\"api\",\"password\":\"" + PASSWORD + "\"%s}";
  private static final String FUEL =
      "{\"vehicle_id\":\"@b1\",\"driver_id\":\"@b5\",\"transaction_time\":\"2026-11-20T08:00:00Z\","
          + "\"fuel_type\":\"DIESEL\",\"fuel_volume\":100,\"fuel_volume_unit\":\"LITER\"}";

  private final AdapterBench bench =
      new AdapterBench(new GeotabAdapterFactory(), "{}", LOGIN.formatted(""));

  @Override
  protected TspAdapterFactory factory() {
    return new GeotabAdapterFactory();
  }

  @Override
  protected String credentials() {
    return LOGIN.formatted("");
  }

  @Override
  protected String call() {
    return "POST https://my.geotab.com/apiv1";
  }

  @Override
  protected String good() {
    return session("ThisServer");
  }

  @Override
  protected Set<String> renewed() {
    return Set.of("session");
  }

  @Override
  protected Refusal refusal(String words) {
    return new Refusal(200, error("InvalidUserException", words));
  }

  @Override
  protected List<String> strangers() {
    return List.of(session("evil.example"), session("evil.example/.geotab.com"));
  }

  private Renewal renewal(String answer, String... headers) {
    bench.calls.reply(200, answer, headers);
    return bench.adapter.renewer().orElseThrow().renew(bench.access(), AdapterBench.NOW);
  }

  private static String session(String path) {
    return "{\"result\":{\"credentials\":{\"database\":\"acme\",\"userName\":\"api\","
        + "\"sessionId\":\"s1\"},\"path\":\""
        + path
        + "\"},\"jsonrpc\":\"2.0\"}";
  }

  private static String error(String type, String words) {
    return "{\"error\":{\"message\":\"" + words + "\",\"data\":{\"type\":\"" + type + "\"}}}";
  }

  private static Credentials renewed(Renewal renewal) {
    return assertInstanceOf(Renewal.Renewed.class, renewal).credentials();
  }

  @Test
  void signsInWithThePasswordAndKeepsIt() {
    var fresh = renewed(renewal(session("ThisServer")));
    assertEquals("s1", fresh.get(GeotabCredentials.SESSION));
    assertEquals(PASSWORD, fresh.get(GeotabCredentials.PASSWORD));
    assertEquals(
        "{\"method\":\"Authenticate\",\"params\":{\"database\":\"acme\",\"userName\":\"api\","
            + "\"password\":\""
            + PASSWORD
            + "\"}}",
        bench.calls.body(0));
  }

  @Test
  void callsTheHostThatTheDatabaseLivesOn() {
    bench.credentials = renewed(renewal(session("my23.geotab.com")));
    bench.calls.reply(200, "{\"result\":[]}");
    assertEquals(Outcome.accepted(), bench.adapter.test(bench.access()));
    assertEquals("POST https://my23.geotab.com/apiv1", bench.calls.lines().getLast());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example/.geotab.com",
        "geotab.com.evil.example",
        "u@x.geotab.com"
      })
  void followsNoStranger(String host) {
    var refused = assertInstanceOf(Renewal.Refused.class, renewal(session(host)));
    assertTrue(refused.error().details().contains("does not belong to Geotab"));
  }

  @Test
  void followsNoStrangerThatAStoredSessionNames() {
    bench.credentials = bench.credentials(LOGIN.formatted(",\"session\":\"s1@evil.example\""));
    bench.calls.reply(200, "{\"result\":[]}");
    bench.adapter.test(bench.access());
    assertEquals("POST https://my.geotab.com/apiv1", bench.calls.lines().getLast());
  }

  @Test
  void waitsAsLongAsGeotabSays() {
    var limited =
        renewal(error("OverLimitException", "API calls quota exceeded"), "retry-after", "58");
    assertEquals(Duration.ofSeconds(58), assertInstanceOf(Renewal.TryLater.class, limited).after());
  }

  @Test
  void aDuplicateThatCarriesTheKeyIsOurs() {
    bench.credentials = bench.credentials(LOGIN.formatted(",\"session\":\"s1\""));
    bench
        .calls
        .reply(200, error("DuplicateException", "exists"))
        .reply(
            200,
            "{\"result\":[{\"id\":\"b2A\",\"externalReference\":\"" + AdapterBench.KEY + "\"}]}");
    var outcome = bench.send(bench.create(Resource.FUEL_TRANSACTION, FUEL));
    var accepted = assertInstanceOf(Outcome.Accepted.class, outcome);
    assertEquals("b2A", String.valueOf(accepted.source()));
  }

  @Test
  void aDuplicateOfAnotherIsARefusal() {
    bench.credentials = bench.credentials(LOGIN.formatted(",\"session\":\"s1\""));
    bench.calls.reply(200, error("DuplicateException", "exists")).reply(200, "{\"result\":[]}");
    var outcome = bench.send(bench.create(Resource.FUEL_TRANSACTION, FUEL));
    assertInstanceOf(Outcome.Rejected.class, outcome);
  }
}
