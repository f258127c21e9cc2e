package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.SQLException;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {
  @ParameterizedTest
  @CsvSource({
    // What is lost when its COMMIT fails so: for certain, or perhaps.
    "53100, UNAVAILABLE, false, the disk is full",
    "XX000, UNAVAILABLE, true, a file cannot be written",
    "58030, UNAVAILABLE, true, an input or output error",
    "53300, UNAVAILABLE, false, too many connections",
    "57P03, UNAVAILABLE, true, the server is starting",
    "HY000, UNAVAILABLE, true, H2 could not write",
    "90028, UNAVAILABLE, true, H2 could not write",
    "90098, BROKEN, true, H2 has closed its file",
    "08006, BROKEN, true, the connection broke",
    "57P01, BROKEN, true, the server is stopping",
    "25006, UNAVAILABLE, false, the server only reads",
    "40001, REPEATABLE, false, the transactions are in each other's way",
    "23505, BUG, false, it is there already",
    "42601, BUG, false, no SQL",
  })
  void whatADriverSaysMeans(String state, SqlFailure meaning, boolean maybeCommitted, String what) {
    var failure = new SQLException(what, state);
    assertEquals(meaning, SqlFailure.of(failure));
    assertEquals(maybeCommitted, SqlFailure.maybeCommitted(failure));
  }

  @Test
  void damageOfH2IsNoWait() {
    var lost = new SQLException("row not found", "90112", 90112);
    assertEquals(SqlFailure.DAMAGED, SqlFailure.of(lost));
    assertEquals(
        SqlFailure.DAMAGED, SqlFailure.of(new SQLException("lock time-out", "HYT00", 50200, lost)));
    var chunk = new MVStoreException(DataUtils.ERROR_CHUNK_NOT_FOUND, "chunk not found");
    assertEquals(
        SqlFailure.DAMAGED, SqlFailure.of(new SQLException("general", "HY000", 50000, chunk)));
    var full = new MVStoreException(DataUtils.ERROR_WRITING_FAILED, "no space left");
    assertEquals(
        SqlFailure.UNAVAILABLE, SqlFailure.of(new SQLException("io", "90028", 90028, full)));
  }
}
