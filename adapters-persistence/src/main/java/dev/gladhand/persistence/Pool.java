package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

/** The pooled connections themselves, past what the framework puts around them. */
record Pool(HikariDataSource source) {
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
