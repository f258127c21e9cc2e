package dev.gladhand.sandbox.geotab;

import dev.gladhand.sandbox.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The valid sessions, each with the server that it belongs to. Synchronized. */
final class GeotabSessions {
  private static final int MOST = 100;
  private static final String DATABASE = "sandbox";
  private static final String USER = "gladhand@sandbox.example";
  private static final String PASSWORD = "geotab-sandbox-password";

  /** The server of each valid session, by the session's id. */
  private final Map<String, String> live = new LinkedHashMap<>();

  private int made;

  /** Signs in and makes a session that is valid only at this server. */
  synchronized Json.Obj authenticate(Json.Obj login, String server) {
    checkPassword(login);
    String id = "session-" + ++made + "-of-the-sandbox";
    live.put(id, server);
    if (live.size() > MOST) {
      live.remove(live.keySet().iterator().next());
    }
    return Json.obj("database", DATABASE, "userName", USER, "sessionId", id);
  }

  private static void checkPassword(Json.Obj login) {
    if (!DATABASE.equals(login.text("database"))) {
      throw new GeotabError("DbUnavailableException", "UnknownDatabase");
    }
    if (!USER.equals(login.text("userName")) || !PASSWORD.equals(login.text("password"))) {
      throw new GeotabError("InvalidUserException", "Incorrect login credentials");
    }
  }

  /**
   * Throws a {@link GeotabError} if the credentials of a call to this server are wrong.
   *
   * @param credentials database and user, with a session of this server or with a password
   */
  synchronized void check(Json.Obj credentials, @Nullable String server) {
    if (credentials.text("password") != null) {
      checkPassword(credentials);
      return;
    }
    String session = credentials.text("sessionId");
    if (!DATABASE.equals(credentials.text("database"))
        || !USER.equals(credentials.text("userName"))
        || session == null
        || !String.valueOf(live.get(session)).equals(server)) {
      throw new GeotabError("InvalidUserException", "Incorrect login credentials");
    }
  }

  synchronized void end() {
    live.clear();
  }

  synchronized int made() {
    return made;
  }
}
