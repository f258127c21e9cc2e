package dev.gladhand.benchmarks.soak;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final Map<String, Attack> ATTACKS = attacks();

  private final Caller caller;
  private final String connection;
  private final String driver;
  private volatile String recipients = "";
  private final String silent;
  private final String victimsClient;
  private final String victimsConnection;
  private final Map<String, Map<String, Integer>> answers = new ConcurrentHashMap<>();

  /**
   * What a hostile partner knows at its start.
   *
   * @param base the URL of the node
   * @param id the id of its client
   * @param secret the secret of its client
   * @param samsara the URL of the simulated Samsara
   * @param silent the URL of a server that accepts connections and never answers, for use as a
   *     receiver and as a provider
   * @param victimsClient the id of a victim's client
   * @param victimsConnection the id of a victim's connection
   */
  record Place(
      String base,
      String id,
      String secret,
      String samsara,
      String silent,
      String victimsClient,
      String victimsConnection) {
    /** All values in one line, which {@link #of} reads again. */
    String line() {
      return String.join(" ", base, id, secret, samsara, silent, victimsClient, victimsConnection);
    }

    static Place of(String line) {
      var part = line.split(" ", -1);
      return new Place(part[0], part[1], part[2], part[3], part[4], part[5], part[6]);
    }
  }

  Hostile(Place place) throws IOException {
    caller = new Caller(place.base, place.id, place.secret);
    silent = place.silent;
    victimsClient = place.victimsClient;
    victimsConnection = place.victimsConnection;
    connection = caller.connect(place.samsara, "");
    driver = caller.driver(connection);
  }

  /** Attacks once; called again and again. */
  @FunctionalInterface
  private interface Attack {
    void by(Hostile one) throws IOException;
  }

  private static Map<String, Attack> attacks() {
    var all = new LinkedHashMap<String, Attack>();
    all.put(
        "long names and many values",
        one -> one.body("{\"" + "n".repeat(500_000) + "\":" + zeros()));
    all.put("many faults", one -> one.body("{\"a\":[" + many("\"\\u0000\"", 90_000) + "]}"));
    all.put("large numbers", one -> one.body("{\"a\":[" + many("1e400", 90_000) + "]}"));
    all.put("large texts", Hostile::texts);
    all.put("many subscriptions to a silent receiver", Hostile::subscriptions);
    all.put("receivers that have no address", Hostile::nameless);
    all.put("writes that fail", Hostile::failures);
    all.put("streams", Hostile::streams);
    all.put("retries", Hostile::retries);
    all.put("refreshes that hang", Hostile::refreshes);
    all.put("slow connections", Hostile::slow);
    all.put("wrong secrets", Hostile::secrets);
    all.put("another host for stored credentials", Hostile::otherHost);
    all.put("ids of others", Hostile::foreignIds);
    all.put("bulk writes and exports", Hostile::bulk);
    return all;
  }

  /** The names of the attacks, in the order in which they are made. */
  static List<String> names() {
    return List.copyOf(ATTACKS.keySet());
  }

  /**
   * Starts threads that repeat an attack until {@code end}, by {@link System#nanoTime}; returns the
   * threads.
   *
   * @param name the name of the attack
   */
  List<Thread> work(String name, long end) {
    var attack = Objects.requireNonNull(ATTACKS.get(name));
    return Stream.generate(() -> Thread.ofVirtual().start(() -> line(name, attack, end)))
        .limit(LINES)
        .toList();
  }

  private void line(String name, Attack attack, long end) {
    while (System.nanoTime() < end) {
      try {
        attack.by(this);
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

  private void nameless() throws IOException {
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
                + silent
                + "\"}}");
    if (made.status() == 201) {
      var id = made.json().get("id").asText();
      call("a refresh", "POST", CONNECTIONS + "/" + id + "/references/refresh", "");
      LockSupport.parkNanos(10 * TICK);
      caller.call("DELETE", CONNECTIONS + "/" + id, "");
    }
  }

  /**
   * Opens connections that send only the beginning of a request's head or body, which needs no
   * credentials, and keeps them open for two seconds.
   */
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
        "{\"settings\":{\"base_url\":\"" + silent + "\"}}");
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
