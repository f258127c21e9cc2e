package dev.gladhand.persistence.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.gladhand.persistence.sql.Dialect;
import org.jspecify.annotations.Nullable;

/** The pool of connections itself, without the framework's wrapper. */
public record Pool(HikariDataSource source) {
  Dialect dialect() {
    return Dialect.ofUrl(source.getJdbcUrl());
  }

  /** The file of H2; null for PostgreSQL. */
  @Nullable H2File file() {
    return switch (dialect()) {
      case POSTGRESQL -> null;
      case H2 -> new H2File(source);
    };
  }
}
