package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;

/**
 * What the simulated MyGeotab holds: entities, sessions, counted calls and settings. Thread-safe.
 */
final class GeotabState {
  private final GeotabSessions sessions = new GeotabSessions();
  private final GeotabEntities entities = new GeotabEntities();
  private final GeotabLimits limits = new GeotabLimits();
  private volatile GeotabSettings settings = GeotabSettings.defaults();
  private volatile String otherServer = "";

  GeotabState() {
    new GeotabSeeds(entities).add();
  }

  GeotabSessions sessions() {
    return sessions;
  }

  GeotabEntities entities() {
    return entities;
  }

  GeotabLimits limits() {
    return limits;
  }

  GeotabSettings settings() {
    return settings;
  }

  /** The address of the second server, {@code host:port}. */
  String otherServer() {
    return otherServer;
  }

  void otherServer(String hostAndPort) {
    otherServer = hostAndPort;
  }

  Json.Obj show() {
    GeotabSettings now = settings;
    return Json.obj(
        "calls_a_minute", now.callsAMinute(),
        "moves", now.moves(),
        "may_impersonate", now.mayImpersonate(),
        "sign_ins", sessions.made());
  }

  synchronized void change(Json.Obj change) {
    for (String name : change.fields().keySet()) {
      boolean isOn = Boolean.TRUE.equals(change.bool(name));
      switch (name) {
        case "end_sessions" -> {
          if (isOn) {
            sessions.end();
          }
        }
        case "forget_limits" -> {
          if (isOn) {
            limits.clear();
          }
        }
        default -> settings = settings.with(name, change);
      }
    }
  }

  synchronized void reset() {
    settings = GeotabSettings.defaults();
    sessions.end();
    limits.clear();
    entities.clear();
    new GeotabSeeds(entities).add();
  }
}
