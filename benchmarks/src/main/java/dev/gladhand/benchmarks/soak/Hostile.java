package dev.gladhand.benchmarks.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A partner with ordinary scopes that attacks the node in several ways, one after the other. */
final class Hostile {
  private static final String CONNECTIONS = "/v2/integrations/connections";
  private static final String MESSAGES = "/v2/telematics/messages";
  private static final String HOOKS = "/v2/notifications/webhooks";
  private static final int LINES = 4;
  private static final long TICK = 20_000_000L;

  private final Caller caller;
  private final String connection;
  private final String driver;
  private volatile String recipients = "";
  private final String silent;
  private final String hanging;
  private final String victimsClient;
  private final String victimsConnection;
  private final Map<String, Map<String, Integer>> answers = new ConcurrentHashMap<>();

  /**
   * @param silent a receiver that accepts connections and never answers
   * @param hanging a provider that does the same
   */
  Hostile(Caller caller, String samsara, String silent, String hanging, Victim victim)
      throws IOException {
    this.caller = caller;
    this.silent = silent;
    this.hanging = hanging;
    this.victimsClient = victim.caller().clientId();
    this.victimsConnection = victim.connection();
    connection = caller.connect(samsara, "");
    driver = caller.driver(connection);
  }

  /** Attacks once; called again and again. */
  interface Attack {
    void run() throws IOException;
  }

  /**
   * The attacks by their names, in the order of the properties that the project promises.
   *
   * @param only the attacks whose names contain one of these
   */
  Map<String, Attack> attacks(List<String> only) {
    var all = new LinkedHashMap<String, Attack>();
    all.put(
        "long names and many values", () -> body("{\"" + "n".repeat(500_000) + "\":" + zeros()));
    all.put("many faults", () -> body("{\"a\":[" + many("\"\\u0000\"", 90_000) + "]}"));
    all.put("large numbers", () -> body("{\"a\":[" + many("1e400", 90_000) + "]}"));
    all.put("large texts", this::texts);
    all.put("many subscriptions to a silent receiver", this::subscriptions);
    all.put("receivers that have no address", this::names);
    all.put("writes that fail", this::failures);
    all.put("streams", this::streams);
    all.put("retries", this::retries);
    all.put("refreshes that hang", this::refreshes);
    all.put("slow connections", this::slow);
    all.put("wrong secrets", this::secrets);
    all.put("another host for stored credentials", this::otherHost);
    all.put("ids of others", this::foreignIds);
    all.put("bulk writes and exports", this::bulk);
    all.keySet()
        .retainAll(
            all.keySet().stream().filter(name -> only.stream().anyMatch(name::contains)).toList());
    return all;
  }

  /** Repeats an attack in several threads until the end; returns the threads. */
  List<Thread> work(String name, Attack attack, long end) {
    return Stream.generate(() -> Thread.ofVirtual().start(() -> line(name, attack, end)))
        .limit(LINES)
        .toList();
  }

  private void line(String name, Attack attack, long end) {
    while (System.nanoTime() < end) {
      try {
        attack.run();
      } catch (IOException e) {
        note(name, e.getClass().getSimpleName());
      }
      LockSupport.parkNanos(TICK);
    }
  }

  private static String many(String value, int count) {
    return String.join(",", java.util.Collections.nCopies(count, value));
  }

  private static String zeros() {
    return "[" + many("0", 200_000) + "]}";
  }

  private void note(String what, String answer) {
    answers.computeIfAbsent(what, _ -> new ConcurrentHashMap<>()).merge(answer, 1, Integer::sum);
  }

  private Caller.Reply call(String what, String method, String path, String body)
      throws IOException {
    var reply = caller.call(method, path, body);
    note(what, Integer.toString(reply.status()));
    return reply;
  }

  private void body(String body) throws IOException {
    call("large bodies", "POST", "/v2/telematics/vehicles", body);
  }

  private String message(String through, String to, String text) {
    return "{\"connection_id\":\"%s\",\"recipient_id\":\"%s\",\"message_text\":\"%s\"}"
        .formatted(through, to, text);
  }

  private void texts() throws IOException {
    call(
        "a text of a megabyte", "POST", MESSAGES, message(connection, driver, "x".repeat(900_000)));
    if (recipients.isEmpty()) {
      recipients = caller.drivers(connection, 1000);
    }
    call(
        "a write to a thousand",
        "POST",
        "/v2/telematics/group-messages",
        "{\"connection_id\":\"%s\",\"sender_id\":\"%s\",\"recipient_ids\":[%s],\"message_text\":\"m\"}"
            .formatted(connection, driver, recipients));
    call("a page of a thousand", "GET", CONNECTIONS + "/resource-operations?size=1000", "");
    call("a page of a thousand events", "GET", "/v2/notifications/events?after=0&size=1000", "");
  }

  private void subscriptions() throws IOException {
    var url = silent + "/" + UUID.randomUUID();
    var made = caller.subscribe(url, "resource_operation.*");
    note("a subscription to a silent receiver", Integer.toString(made.status()));
    call("a write for all of them", "POST", MESSAGES, message(connection, driver, "for all"));
  }

  private void names() throws IOException {
    var hooks = caller.call("GET", HOOKS + "?size=100", "").json().get("items");
    if (hooks.size() >= 90) {
      for (var hook : hooks) {
        caller.call("DELETE", HOOKS + "/" + hook.get("id").asText(), "");
      }
    }
    var url = "https://" + UUID.randomUUID() + ".invalid/h";
    var made = caller.subscribe(url, "resource_operation.*");
    note("a receiver without an address", Integer.toString(made.status()));
    call("a write for all of them", "POST", MESSAGES, message(connection, driver, "for all"));
  }

  private void failures() throws IOException {
    call("a write that fails", "POST", MESSAGES, message(connection, driver, "hostile failure"));
  }

  private void streams() throws IOException {
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 10; n++) {
        open.add(
            request(
                "GET /v2/notifications/events?after=0 HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\nAuthorization: Bearer "
                    + caller.token()
                    + "\r\n\r\n"));
      }
      LockSupport.parkNanos(50 * TICK);
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  private Socket request(String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), caller.port());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private void retries() throws IOException {
    var failed =
        call("failed ones", "GET", CONNECTIONS + "/resource-operations?status=failed&size=50", "");
    for (var one : failed.json().path("items")) {
      call(
          "a retry",
          "POST",
          "%s/%s/resource-operations/%s/retry"
              .formatted(CONNECTIONS, connection, one.get("id").asText()),
          "");
    }
  }

  private void refreshes() throws IOException {
    var made =
        call(
            "a connection to a provider that hangs",
            "POST",
            CONNECTIONS,
            "{\"source_name\":\"samsara\",\"credentials\":{\"api_token\":\"t\"},\"settings\":{\"base_url\":\""
                + hanging
                + "\"}}");
    if (made.status() == 201) {
      var id = made.json().get("id").asText();
      call("a refresh", "POST", CONNECTIONS + "/" + id + "/references/refresh", "");
      LockSupport.parkNanos(10 * TICK);
      caller.call("DELETE", CONNECTIONS + "/" + id, "");
    }
  }

  /** Sends half a head and half a body, which needs no credentials. */
  private void slow() throws IOException {
    var open = new ArrayList<Socket>();
    try {
      for (var n = 0; n < 25; n++) {
        open.add(request("POST /oauth2/token HTTP/1.1\r\nHost: h\r\nX-Slow: "));
        open.add(
            request("POST /oauth2/token HTTP/1.1\r\nHost: h\r\nContent-Length: 9999\r\n\r\ngrant"));
      }
      LockSupport.parkNanos(100 * TICK);
    } finally {
      for (var socket : open) {
        socket.close();
      }
    }
  }

  private void secrets() throws IOException {
    var random = "gl_" + Long.toHexString(new Random().nextLong());
    for (var id : List.of(victimsClient, random)) {
      note("a wrong secret", Integer.toString(caller.token(id, "guessed").status()));
    }
  }

  private void otherHost() throws IOException {
    call(
        "another base URL",
        "PATCH",
        CONNECTIONS + "/" + connection,
        "{\"settings\":{\"base_url\":\"" + hanging + "\"}}");
  }

  private void foreignIds() throws IOException {
    call("a connection of another", "GET", CONNECTIONS + "/" + victimsConnection, "");
    call("a connection of nobody", "GET", CONNECTIONS + "/" + UUID.randomUUID(), "");
  }

  private void bulk() throws IOException {
    var line = message(connection, driver, "one of many") + "\n";
    var reply = caller.send("POST", MESSAGES + "/bulk", line.repeat(2000), "application/x-ndjson");
    note("a bulk of 2,000", Integer.toString(reply.status()));
    var csv =
        caller.call("GET", CONNECTIONS + "/resource-operations?size=10", "", "Accept", "text/csv");
    note("an export", Integer.toString(csv.status()));
  }

  /** How often each answer was received. */
  @Override
  public String toString() {
    var sorted = new TreeMap<String, Map<String, Integer>>();
    answers.forEach((what, counts) -> sorted.put(what, new TreeMap<>(counts)));
    return sorted.toString();
  }
}
