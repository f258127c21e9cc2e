package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.DvirLog;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.body.Units;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of an inspection that need a conversion. */
final class SamsaraDvir {
  /**
   * The greatest odometer value that is accepted. Whatever its unit of distance, the same value in
   * metres is a number that JSON readers keep exactly.
   */
  private static final long FARTHEST = 1_000_000_000_000L;

  private SamsaraDvir() {}

  /** {@code authorId}: the dashboard user that the connection's settings name for the driver. */
  record Author() implements Part {
    private static final String NO_AUTHOR =
        "the connection's setting dvir_authors names no dashboard user for this driver";

    @Override
    public List<Field<?>> fields() {
      return List.of(DvirLog.DRIVER_ID);
    }

    @Override
    public List<Rule> rules(OperationType type, Settings settings) {
      var authors = settings.getOr(SamsaraSettings.DVIR_AUTHORS, Map.of());
      return List.of(
          new ValueRule.NamedInSettings(DvirLog.DRIVER_ID, authors.keySet(), false, NO_AUTHOR));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var driver = write.payload().fields().get(DvirLog.DRIVER_ID);
      var source = driver == null || driver.source() == null ? "" : driver.source().value();
      var author = write.settings().getOr(SamsaraSettings.DVIR_AUTHORS, Map.of()).get(source);
      if (author == null) {
        body.fault(DvirLog.DRIVER_ID, source, NO_AUTHOR, "setting_missing");
        return;
      }
      body.put(author, "authorId");
    }
  }

  /**
   * {@code safetyStatus}: {@code unsafe} if the inspection is safety-critical, otherwise {@code
   * safe}.
   */
  record Safety() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(DvirLog.IS_SAFETY_CRITICAL);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var critical = Boolean.TRUE.equals(write.payload().fields().get(DvirLog.IS_SAFETY_CRITICAL));
      body.put(critical ? "unsafe" : "safe", "safetyStatus");
    }
  }

  /**
   * {@code mechanicNotes}: the driver's comment and the certifying comment, one line each. Only a
   * mechanic's inspection can be written, so both are the mechanic's.
   */
  record Notes() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(DvirLog.DRIVER_COMMENT, DvirLog.CERTIFY_COMMENT);
    }

    @Override
    public void put(Write<?> write, Body body) {
      var fields = write.payload().fields();
      var notes =
          Stream.of(fields.get(DvirLog.DRIVER_COMMENT), fields.get(DvirLog.CERTIFY_COMMENT))
              .filter(Objects::nonNull)
              .map(String::valueOf)
              .filter(comment -> !comment.isEmpty())
              .collect(Collectors.joining("\n"));
      if (!notes.isEmpty()) {
        body.put(notes, "mechanicNotes");
      }
    }
  }

  /** {@code odometerMeters} as a whole number. */
  record Odometer() implements Part {
    @Override
    public List<Field<?>> fields() {
      return List.of(DvirLog.ODOMETER, DvirLog.ODOMETER_UNIT);
    }

    @Override
    public List<Rule> rules(OperationType type) {
      return List.of(
          new ValueRule.Range(DvirLog.ODOMETER, 0, FARTHEST),
          new PresenceRule.Needs(DvirLog.ODOMETER, DvirLog.ODOMETER_UNIT));
    }

    @Override
    public void put(Write<?> write, Body body) {
      var odometer = write.payload().fields().get(DvirLog.ODOMETER);
      var unit = write.payload().fields().get(DvirLog.ODOMETER_UNIT);
      if (odometer == null || unit == null) {
        return;
      }
      var exact = Units.metres(odometer, unit);
      var metres = exact.setScale(0, RoundingMode.HALF_UP);
      if (metres.compareTo(exact) != 0) {
        body.warn(DvirLog.ODOMETER, "rounded to " + metres.toPlainString() + " m");
      }
      body.put(metres.toBigIntegerExact(), "odometerMeters");
    }
  }
}
