package dev.gladhand.benchmarks;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.secret.MasterKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how long the pages of the console take, such as the start page and the list of
 * operations with several filters. The node uses a PostgreSQL with the given numbers of ended
 * operations of the last 20 hours and of pending operations of ten paused connections. Start it
 * with {@code scripts/benchmark ConsolePages [ended] [pending]}.
 */
public final class ConsolePages {
  private static final int LANES = 10;
  private static final int WARM_UP = 20;
  private static final int TIMES = 50;
  private static final Duration SPAN = Duration.ofHours(20);
  private static final String LIST = "/console/operations";

  /**
   * The stored log of an operation with one failed attempt; {@code %s} stands for the driver's
   * number in the error, which differs for each operation.
   */
  private static final String LOG =
      """
      [{"number":1,"begun_at":"2026-01-01T00:00:00.000000Z","ended_at":"2026-01-01T00:00:00.120000Z",
      "succeeded":false,"error_type":"VALIDATION","error_details":"samsara POST /v1/messages answered 400: driver %s is unknown",
      "status":400,"headers":{"content-type":"application/json"}}]""";

  private ConsolePages() {}

  public static void main(String[] args) throws IOException {
    var ended = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
    var pending = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
    try (var server = new Database()) {
      var url = server.fresh();
      try (var node = Nodes.start(url)) {
        var partner = Client.partner(node.port());
        fill(url, partner.get("id").asText(), ended, pending);
        System.out.printf(
            "%,d ended and %,d pending; ms: first, fastest, median, slowest; of the processors for"
                + " each: node, database%n",
            ended, pending);
        measure(url, node, "the operator", Client.ADMIN, Client.SECRET);
        measure(
            url,
            node,
            "a partner",
            partner.get("client_id").asText(),
            partner.get("client_secret").asText());
      }
    }
  }

  private static void fill(String url, String partner, int ended, int pending) {
    // Making a million rows takes longer than a call may.
    try (var context = StoreContext.open(url + "&socketTimeout=0", "postgres", "postgres")) {
      var store = context.store(new MasterKeys(new byte[32], List.of()), _ -> Optional.empty());
      var rows = new BacklogRows(store, false, PartnerId.of(partner), SPAN);
      rows.execute("update connection set status = 'paused'");
      rows.ended(ended);
      rows.execute(
          "update ending set log = replace('%s', '%%s', right(id::text, 6)) where status = 'failed'"
              .formatted(LOG));
      for (var lane = 1; lane <= LANES; lane++) {
        rows.pending(lane, pending / LANES, false);
      }
      rows.execute("update lane set parked = 'paused', due_at = null");
      rows.settle();
    }
  }

  private static void measure(String url, Child node, String who, String id, String secret) {
    var browser = new ConsoleBrowser(node.port());
    browser.signIn(id, secret);
    pages(browser)
        .forEach(
            (name, path) -> {
              var first = browser.millis(path);
              for (var i = 0; i < WARM_UP; i++) {
                browser.millis(path);
              }
              var took = new double[TIMES];
              var used = node.processor();
              var stored = Database.processor(url);
              Arrays.setAll(took, _ -> browser.millis(path));
              Arrays.sort(took);
              System.out.printf(
                  "%-14s %-34s %6.0f %6.0f %6.0f %6.0f; %5.1f %5.1f%n",
                  who,
                  name,
                  first,
                  took[0],
                  took[TIMES / 2],
                  took[TIMES - 1],
                  each(node.processor().minus(used)),
                  each(Database.processor(url).minus(stored)));
            });
  }

  private static double each(Duration processor) {
    return processor.toNanos() / 1e6 / TIMES;
  }

  private static Map<String, String> pages(ConsoleBrowser browser) {
    var pages = new LinkedHashMap<String, String>();
    pages.put("start page", "/console");
    pages.put("list", LIST);
    pages.put("one status", LIST + "?status=failed");
    pages.put("two statuses", LIST + "?status=failed&status=pending");
    pages.put("a TSP", LIST + "?source_name=samsara");
    pages.put("a TSP of which there is nothing", LIST + "?source_name=motive");
    pages.put("a resource and a TSP", LIST + "?resource=message&source_name=samsara");
    pages.put("an unknown source id", LIST + "?resource=message&source_id=1");
    pages.put("an unknown fleet", LIST + "?fleet_refs=nothing");
    pages.put("by id", LIST + "?id=" + browser.operation());
    pages.put("an unknown id", LIST + "?id=0198c0de-0000-7000-8000-000000000000");
    pages.put("text in errors, found", LIST + "?error=driver");
    pages.put("text in errors, nowhere", LIST + "?error=nowhere");
    pages.put("text in errors, nowhere, failed", LIST + "?error=nowhere&status=failed");
    pages.put("connections", "/console/connections");
    pages.put("references", "/console/references");
    pages.put("webhooks", "/console/webhooks");
    return pages;
  }
}
