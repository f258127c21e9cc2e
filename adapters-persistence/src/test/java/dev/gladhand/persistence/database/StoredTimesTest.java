package dev.gladhand.persistence.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.persistence.SqlFixture;
import dev.gladhand.persistence.StoreTest;
import dev.gladhand.persistence.TestDatabase;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A time is kept whatever the zone of the JVM, also in the hour that the zone has twice. */
final class StoredTimesTest {
  @ParameterizedTest
  @EnumSource
  void bothHoursAreKeptApartWhenClocksGoBack(StoreTest.On on) {
    var before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
    try (var test =
        switch (on) {
          case H2 -> TestDatabase.h2();
          case POSTGRESQL -> TestDatabase.postgresql();
        }) {
      var partners = new SqlFixture(test).partners();
      var added =
          new Partner(
              new PartnerId(UUID.randomUUID()),
              "Night Shift",
              "night",
              "hash",
              1,
              Set.of(),
              false,
              Instant.parse("2026-10-25T00:30:00.123456Z"),
              Instant.parse("2026-10-25T01:30:00.123456Z"));
      partners.add(added);
      assertEquals(Optional.of(added), partners.find(added.id()));
    } finally {
      TimeZone.setDefault(before);
    }
  }
}
