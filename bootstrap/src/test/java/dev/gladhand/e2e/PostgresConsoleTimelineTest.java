package dev.gladhand.e2e;

class PostgresConsoleTimelineTest extends ConsoleTimelineContract {
  PostgresConsoleTimelineTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
