package dev.gladhand.http.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.operation.ChangeOperation;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.store.OperationQuery;
import dev.gladhand.application.store.Operations;
import dev.gladhand.application.store.Operations.ErrorSearch;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.domain.operation.Past;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.http.SampleOperations;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.TokenOf;
import dev.gladhand.http.Wire.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationTest {
  private static final String LIST = "/v2/integrations/connections/resource-operations";
  private static final TokenOf TOKENS =
      new TokenOf("resource_operation:read", "resource_operation:write", "telematics:write");
  private static final Stored STORED = new Stored();
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = TestServer.with(STORED, TOKENS);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static final class Stored implements ReadOperations, ChangeOperation {
    volatile OperationQuery last;
    volatile long count = 10;
    volatile String text = "Gate 4 is closed";

    @Override
    public Answer<OperationView> get(PartnerId partner, ConnectionId connection, OperationId id) {
      return all()
          .filter(one -> one.id().equals(id) && one.operation().connection().equals(connection))
          .findFirst()
          .map(Answer::ok)
          .orElse(Answer.notFound("resource operation not found"));
    }

    private java.util.stream.Stream<OperationView> all() {
      return LongStream.rangeClosed(1, count).mapToObj(n -> SampleOperations.numbered(n, text));
    }

    @Override
    public List<Operations.Sent> sent(OperationId id) {
      throw new AssertionError("the API does not tell what attempts have sent");
    }

    @Override
    public List<Past> past(OperationId id) {
      throw new AssertionError("the API does not tell what operations went through");
    }

    @Override
    public Found search(ErrorSearch search) {
      throw new AssertionError("the API does not search in errors");
    }

    @Override
    public List<OperationView> list(OperationQuery query) {
      last = query;
      var order = Comparator.comparing(OperationView::id);
      var after = query.after();
      return all()
          .filter(
              one ->
                  after == null
                      || (one.id().compareTo(after) > 0) == query.ascending()
                          && !one.id().equals(after))
          .sorted(query.ascending() ? order : order.reversed())
          .limit(query.size())
          .toList();
    }

    @Override
    public Answer<Retried> retry(
        PartnerId partner,
        ConnectionId connection,
        OperationId id,
        dev.gladhand.application.store.Operations.IdempotencyKey key,
        TraceContext trace) {
      return get(partner, connection, id).map(view -> new Retried(view, key != null));
    }

    @Override
    public Answer<OperationView> cancel(
        PartnerId partner, ConnectionId connection, OperationId id) {
      return Answer.refused(new Refusal.Conflict("it was sent already", Duration.ZERO));
    }
  }

  private static Reply get(String path) {
    return server.wire().send("GET", path, (String) null, TOKENS.header());
  }

  private static Reply list(String query) {
    return get(LIST + query);
  }

  private static List<String> ids(Reply page) {
    var items = (List<?>) page.object().get("items");
    return items.stream().map(item -> ((Map<?, ?>) item).get("id").toString()).toList();
  }

  private static Reply follow(Reply page, String link, int size) {
    return list("?size=" + size + "&cursor=" + page.object().get(link));
  }

  @Test
  void theListIsNewestFirstAndOfOneDay() {
    var reply = list("");
    assertEquals(200, reply.status(), reply.body());
    assertEquals(10, ids(reply).size());
    assertTrue(ids(reply).getFirst().endsWith("a"));
    assertEquals(50, STORED.last.size());
    assertEquals(TokenOf.PARTNER, STORED.last.partner());
    var age = Duration.between(STORED.last.from(), Instant.now());
    assertTrue(age.compareTo(Duration.ofHours(24)) >= 0 && age.compareTo(Duration.ofHours(25)) < 0);
    assertNull(reply.object().get("next_page"));
    assertNull(reply.object().get("previous_page"));
    assertNotNull(reply.object().get("current_page"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void pagesFollowEachOtherWithoutGapOrRepeat(String order) {
    var page = list("?size=3&sort_order=" + order);
    var seen = new ArrayList<>(ids(page));
    while (page.object().get("next_page") != null) {
      page = follow(page, "next_page", 3);
      seen.addAll(ids(page));
    }
    var expected =
        LongStream.rangeClosed(1, 10)
            .mapToObj(n -> SampleOperations.numbered(n).id().toString())
            .toList();
    assertEquals(order.equals("asc") ? expected : expected.reversed(), seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void pagesLeadBackToo(String order) {
    var first = list("?size=4&sort_order=" + order);
    var second = follow(first, "next_page", 4);
    var third = follow(second, "next_page", 4);
    assertEquals(2, ids(third).size());
    assertEquals(ids(second), ids(follow(third, "previous_page", 4)));
    assertEquals(ids(first), ids(follow(follow(third, "previous_page", 4), "previous_page", 4)));
    assertEquals(ids(second), ids(follow(second, "current_page", 4)));
    assertEquals(ids(second), ids(follow(second, "current_page_backwards", 4)));
    assertEquals(ids(third), ids(follow(follow(third, "previous_page", 4), "next_page", 4)));
    assertNull(follow(second, "previous_page", 4).object().get("previous_page"));
  }

  /** Of ten with 3 MiB each, two fit into the 8 MiB of a page, in either direction. */
  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void aPageEndsBeforeEightMebibytes(String order) {
    STORED.text = "x".repeat(3 * 1024 * 1024);
    try {
      var page = list("?size=1000&sort_order=" + order);
      var seen = new ArrayList<>(ids(page));
      while (page.object().get("next_page") != null) {
        assertEquals(2, ids(page).size());
        assertTrue(page.body().length() < 8 * 1024 * 1024);
        page = follow(page, "next_page", 1000);
        seen.addAll(ids(page));
      }
      assertEquals(10, seen.size());
      assertEquals(10, Set.copyOf(seen).size());
      var before = follow(page, "previous_page", 1000);
      assertEquals(seen.subList(6, 8), ids(before));
      assertEquals(seen.subList(4, 6), ids(follow(before, "previous_page", 1000)));
    } finally {
      STORED.text = "Gate 4 is closed";
    }
  }

  @Test
  void theCursorKnowsItsFilters() {
    var page =
        list(
            "?size=3&status=pending&resource=message&fleet_refs=a%26b&fleet_refs=c&source_name=samsara");
    follow(page, "next_page", 3);
    assertEquals("pending", STORED.last.status());
    assertEquals(List.of("a&b", "c"), STORED.last.fleetRefs());
    assertEquals("samsara", STORED.last.tsp().slug());
    var cursor = page.object().get("next_page");
    assertEquals(200, list("?status=pending&cursor=" + cursor).status());
    assertEquals(400, list("?status=failed&cursor=" + cursor).status());
    assertEquals(400, list("?sort_order=asc&cursor=" + cursor).status());
  }

  @Test
  void everyFilterArrives() {
    var id = UUID.randomUUID();
    list(
        "?resource=vehicle&connection_id="
            + id
            + "&operation=update&resource_id="
            + id
            + "&source_id=s%201&from_datetime=2026-05-01T00:00:00Z&to_datetime=2026-05-02T02:00:00%2B02:00&size=7");
    var query = STORED.last;
    assertEquals("vehicle", query.resource().wire());
    assertEquals(id, query.connection().value());
    assertEquals("update", query.type().wire());
    assertEquals(id, query.resourceId().value());
    assertEquals("s 1", query.sourceId().value());
    assertEquals(Instant.parse("2026-05-01T00:00:00Z"), query.from());
    assertEquals(Instant.parse("2026-05-02T00:00:00Z"), query.to());
    assertEquals(8, query.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?size=0",
        "?size=1001",
        "?size=x",
        "?status=done",
        "?resource=driver",
        "?operation=delete",
        "?connection_id=1-1-1-1-1",
        "?resource_id=x",
        "?source_id=a",
        "?source_id=&resource=user",
        "?from_datetime=yesterday",
        "?from_datetime=2026-05-01",
        "?sort_order=up",
        "?cursor=x",
        "?cursor=",
        "?cursor=YWJj",
        "?from_datetime=2026-01-01T00:00:00Z&to_datetime=2026-03-01T00:00:00Z",
        "?from_datetime=2026-03-01T00:00:00Z&to_datetime=2026-01-01T00:00:00Z",
        "?source_name=Samsara%20Inc",
        "?status=pending&status=pending",
        "?fleet_refs=%00",
      })
  void whatIsMalformedIsRefused(String query) {
    var reply = list(query);
    assertEquals(400, reply.status(), reply.body());
    assertEquals("Bad Request", reply.object().get("message"));
  }

  @Test
  void atMostAHundredFleets() {
    assertEquals(200, list("?fleet_refs=a" + "&fleet_refs=b".repeat(99)).status());
    assertEquals(400, list("?fleet_refs=a" + "&fleet_refs=b".repeat(100)).status());
  }

  @Test
  void aCursorThatWasAlteredIsRefused() {
    var cursor = list("?size=3").object().get("next_page").toString();
    var middle = cursor.length() / 2;
    var altered =
        cursor.substring(0, middle)
            + (cursor.charAt(middle) == 'A' ? 'B' : 'A')
            + cursor.substring(middle + 1);
    assertEquals(400, list("?cursor=" + altered).status());
    assertEquals(400, list("?cursor=" + cursor.substring(1)).status());
  }

  @Test
  void oneOperationIsFoundByItsIds() {
    var one = SampleOperations.numbered(3);
    var path = OperationLinks.of(one);
    assertEquals(one.id().toString(), get(path).object().get("id"));
    assertEquals(
        404, get(path.replace(one.id().toString(), UUID.randomUUID().toString())).status());
    assertEquals(404, get(path.replace(one.id().toString(), "1-1-1-1-1")).status());
    assertEquals(
        404, get("/v2/integrations/connections/x/resource-operations/" + one.id()).status());
  }

  @Test
  void aRetryIsANewOperationAndACancelMayBeTooLate() {
    var path = OperationLinks.of(SampleOperations.numbered(3));
    var retried = server.wire().send("POST", path + "/retry", (String) null, TOKENS.header());
    assertEquals(202, retried.status());
    assertNotNull(retried.header("Location"));
    assertEquals(
        409, server.wire().send("POST", path + "/cancel", (String) null, TOKENS.header()).status());
    assertEquals(405, server.wire().send("DELETE", path, (String) null, TOKENS.header()).status());
  }
}
