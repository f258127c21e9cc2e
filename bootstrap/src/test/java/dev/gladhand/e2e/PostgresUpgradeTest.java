package dev.gladhand.e2e;

class PostgresUpgradeTest extends UpgradeContract {
  PostgresUpgradeTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
