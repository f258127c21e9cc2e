package dev.gladhand.persistence.database;

import dev.gladhand.persistence.sql.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the database when a node starts. A passing problem (a server that is starting, a slow
 * login, a file that another process still has) is waited for; a permanent one ends the start at
 * once.
 */
public final class ReachDatabase {
  /**
   * SQLSTATEs of a refused login: a wrong user or password, or a rejection by the server's rules.
   */
  private static final Set<String> LOGIN_REFUSED = Set.of("28000", "28P01", "08004");

  /** H2's codes for a missing folder, or a file that cannot be made, read or written. */
  private static final Set<String> FILE_REFUSED = Set.of("90028", "90031", "90034", "90062");

  private ReachDatabase() {}

  /**
   * Reports why no node can start with this database, in a sentence that shows no stored value and
   * no password.
   */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Refused(String why) {
      super(why);
    }
  }

  /** Keeps the database open until this object is closed. */
  public interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits until the database can be opened, and keeps it open until the result is closed. The
   * caller closes the result after the pool has connections of its own; otherwise H2 would close
   * its file in between and open it a second time. Blocks at most for the time that {@code
   * patience} allows, and some seconds more for the last try.
   */
  public static Hold await(
      String url, @Nullable String user, @Nullable String password, StartPatience patience) {
    OwnFiles.makeFolder(url);
    while (true) {
      try {
        var connection = connect(url, user, password);
        OwnFiles.close(url);
        try {
          check(connection);
        } catch (SQLException | RuntimeException e) {
          try {
            close(connection);
          } catch (RuntimeException notClosed) {
            e.addSuppressed(notClosed);
          }
          throw e;
        }
        return () -> close(connection);
      } catch (SQLException e) {
        if (!mayPass(e) || !patience.again(sentence(e))) {
          throw new Refused(sentence(e));
        }
      }
    }
  }

  /** Returns the URL, completed by the settings that the program needs. */
  public static String whole(String url) {
    return switch (Dialect.ofUrl(url)) {
      case H2 -> PoolSettings.h2(url);
      case POSTGRESQL -> url;
    };
  }

  /** Makes a connection, which the caller must close. */
  public static Connection connect(String url, @Nullable String user, @Nullable String password)
      throws SQLException {
    var properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return switch (Dialect.ofUrl(url)) {
      case H2 -> DriverManager.getConnection(PoolSettings.h2(url), properties);
      case POSTGRESQL -> {
        // A busy server may need a long time for a login.
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "15");
        properties.setProperty("socketTimeout", "15");
        yield DriverManager.getConnection(url, properties);
      }
    };
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("a connection cannot be closed", e);
    }
  }

  private static void check(Connection connection) throws SQLException {
    if (Dialect.of(connection) == Dialect.H2) {
      return;
    }
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("show server_encoding")) {
      rows.next();
      var encoding = rows.getString(1);
      if (!encoding.toUpperCase(Locale.ROOT).equals("UTF8")) {
        connection.close();
        throw new Refused(
            "the database's encoding is "
                + encoding
                + ", which cannot keep every text: create one with the encoding UTF8");
      }
    }
  }

  private static String state(SQLException e) {
    return e.getSQLState() == null ? "" : e.getSQLState();
  }

  private static boolean mayPass(SQLException e) {
    var state = state(e);
    return !LOGIN_REFUSED.contains(state)
        && (state.isEmpty()
            || state.equals("90020")
            || Set.of("08", "53", "57").contains(state.substring(0, 2)));
  }

  /**
   * What a failure of a start means for the operator, without the driver's message; empty if the
   * operator cannot correct it.
   */
  public static Optional<String> explain(Throwable cause) {
    return switch (cause) {
      case Refused refused -> Optional.ofNullable(refused.getMessage());
      case FlywayValidateException e ->
          Optional.of(
              "its tables are not those of this version of the program: "
                  + "a later version has changed them, or another program");
      case SQLException e when SqlFailure.of(e) != SqlFailure.BUG || state(e).equals("42501") ->
          Optional.of(sentence(e));
      default -> Optional.empty();
    };
  }

  private static String sentence(SQLException e) {
    var state = state(e);
    if (LOGIN_REFUSED.contains(state)) {
      return "the database refuses GLADHAND_DATABASE_USER and GLADHAND_DATABASE_PASSWORD";
    }
    if (FILE_REFUSED.contains(state)) {
      return "the database's file or its folder cannot be read or written by this user";
    }
    return switch (state) {
      case "3D000" -> "the server has no database of that name";
      case "42501" ->
          "GLADHAND_DATABASE_USER has no right to create tables in its schema: grant it";
      case "90020" -> "the database is in use by another process";
      case "90030", "90048" ->
          "the database's file is damaged, or no file of this version of H2: put back a copy of it";
      default ->
          state.isEmpty() || state.startsWith("08")
              ? "the database cannot be reached"
              : "the database cannot be used (" + state + ")";
    };
  }
}
