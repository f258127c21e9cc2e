package dev.gladhand.e2e;

class PostgresConsoleTypedTest extends ConsoleTypedContract {
  PostgresConsoleTypedTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
