package dev.gladhand.e2e;

class PostgresConsoleWriteTest extends ConsoleWriteContract {
  PostgresConsoleWriteTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
