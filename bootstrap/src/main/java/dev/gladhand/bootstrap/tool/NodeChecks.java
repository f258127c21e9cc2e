package dev.gladhand.bootstrap.tool;

import dev.gladhand.bootstrap.tool.Findings.Level;
import dev.gladhand.json.Json;
import dev.gladhand.persistence.node.InspectDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Checks the node's health and clock, its database, its keys, the targets that it may call, and
 * whether it is held, so that it sends no writes.
 */
final class NodeChecks {
  private static final Duration NOTICED = Duration.ofSeconds(2);
  private static final Duration BAD = Duration.ofSeconds(30);

  private final Node admin;
  private final Map<String, String> environment;
  private final Findings findings;

  NodeChecks(Node admin, Map<String, String> environment, Findings findings) {
    this.admin = admin;
    this.environment = environment;
    this.findings = findings;
  }

  /**
   * Makes all checks. Returns true if the node is held, so that it accepts writes but sends none.
   */
  boolean run() throws IOException {
    var health = admin.get("/health/readiness");
    var ready = health.status() == 200;
    findings.add(
        ready ? Level.OK : Level.FAILED,
        "node",
        ready ? "ready" : "not ready: " + health.status() + " " + health.text());
    health
        .raw()
        .headers()
        .firstValue("Date")
        .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
        // The header has no fractions of seconds, so half a second is added.
        .ifPresent(date -> clock("clock", Duration.between(Instant.now(), date.plusMillis(500))));
    var held = held();
    database();
    keys();
    targets();
    return held;
  }

  private boolean held() {
    var port = environment.getOrDefault("GLADHAND_MANAGEMENT_PORT", "");
    var metrics = port.isBlank() ? admin : admin.at(Integer.parseInt(port.strip()));
    var value = metrics.sample("gladhand_node_held");
    if (value.isEmpty()) {
      findings.add(
          Level.SKIPPED, "held", "/prometheus does not have the metric gladhand_node_held");
      return false;
    }
    var held = value.getAsDouble() > 0;
    findings.add(
        held ? Level.WARNING : Level.OK,
        "held",
        held
            ? "the node is held: it sends no writes until it is started without GLADHAND_HOLD"
            : "the node is not held: it sends what it accepts");
    return held;
  }

  private void clock(String check, Duration ahead) {
    var off = ahead.abs();
    var level =
        off.compareTo(BAD) > 0
            ? Level.FAILED
            : off.compareTo(NOTICED) > 0 ? Level.WARNING : Level.OK;
    findings.add(
        level, check, "differs from this machine's by " + off.toMillis() / 1000.0 + " seconds");
  }

  private void database() {
    var url = environment.getOrDefault("GLADHAND_DATABASE_URL", "");
    if (!url.startsWith("jdbc:postgresql:")) {
      findings.add(
          Level.WARNING, "database", "an H2 file is used by one node only; it is not checked");
      return;
    }
    switch (InspectDatabase.inspect(
        url,
        environment.get("GLADHAND_DATABASE_USER"),
        environment.get("GLADHAND_DATABASE_PASSWORD"),
        InstantSource.system())) {
      case InspectDatabase.Unusable(var why) -> findings.add(Level.FAILED, "database", why);
      case InspectDatabase.Found(var version, var state, var ahead) -> {
        var level = state == InspectDatabase.State.SAME ? Level.OK : Level.FAILED;
        findings.add(
            level,
            "database",
            switch (state) {
              case SAME -> "its tables are those of this version (" + version + ")";
              case EARLIER -> "its tables (" + version + ") are those of an earlier version";
              case LATER -> "a later version has changed its tables (" + version + ")";
            });
        clock("database clock", ahead);
      }
    }
  }

  private void keys() throws IOException {
    var keys = admin.get("/v2/admin/keys").expect(200).json();
    var left = String.valueOf(Json.at(keys, "rewrap", "left"));
    findings.add(
        left.equals("0") || left.equals("null") ? Level.OK : Level.WARNING,
        "keys",
        left.equals("0") || left.equals("null")
            ? "every stored secret is wrapped by the current master key"
            : left + " stored secrets are wrapped by an earlier master key: rewrap them");
  }

  private void targets() {
    for (var name : new String[] {"GLADHAND_ALLOWED_TARGETS", "GLADHAND_ALLOWED_RECEIVERS"}) {
      var targets =
          Stream.of(environment.getOrDefault(name, "").split(",", -1))
              .map(String::strip)
              .filter(target -> !target.isEmpty())
              .toList();
      findings.add(
          targets.isEmpty() ? Level.OK : Level.WARNING,
          "allowed targets",
          targets.isEmpty()
              ? name + " is empty: partners can call public https addresses only"
              : name + " lets partners call " + String.join(", ", targets));
    }
  }
}
