package dev.gladhand.e2e;

class PostgresConsoleTest extends ConsoleContract {
  PostgresConsoleTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
