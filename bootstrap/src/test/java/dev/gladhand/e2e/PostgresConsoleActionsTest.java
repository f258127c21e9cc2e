package dev.gladhand.e2e;

class PostgresConsoleActionsTest extends ConsoleActionsContract {
  PostgresConsoleActionsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
