package dev.gladhand.persistence;

import com.zaxxer.hikari.HikariDataSource;

/** The pooled connections themselves, past what the framework puts around them. */
record Pool(HikariDataSource source) {
  Dialect dialect() {
    return Dialect.ofUrl(source.getJdbcUrl());
  }
}
