package dev.gladhand.e2e;

class PostgresConsoleSecretsTest extends ConsoleSecretsContract {
  PostgresConsoleSecretsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
