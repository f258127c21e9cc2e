package dev.gladhand.application;

import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.operation.Mode;
import dev.gladhand.domain.record.Resource;
import java.time.Duration;

/** What operators want to count. Thread-safe; returns at once. */
public interface Measurements {
  void accepted(TspId tsp, Resource resource, Mode mode);

  /** An operation ended. */
  void ended(TspId tsp, Resource resource, Mode mode, String outcome);

  /** A call to a TSP came back. */
  void called(TspId tsp, Resource resource, String outcome, Duration took);

  /** Measures nothing. */
  Measurements NONE =
      new Measurements() {
        @Override
        public void accepted(TspId tsp, Resource resource, Mode mode) {}

        @Override
        public void ended(TspId tsp, Resource resource, Mode mode, String outcome) {}

        @Override
        public void called(TspId tsp, Resource resource, String outcome, Duration took) {}
      };
}
