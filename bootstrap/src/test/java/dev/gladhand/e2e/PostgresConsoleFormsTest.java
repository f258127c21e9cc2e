package dev.gladhand.e2e;

class PostgresConsoleFormsTest extends ConsoleFormsContract {
  PostgresConsoleFormsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
