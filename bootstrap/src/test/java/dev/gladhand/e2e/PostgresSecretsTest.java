package dev.gladhand.e2e;

class PostgresSecretsTest extends SecretsContract {
  PostgresSecretsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
