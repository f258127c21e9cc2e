package dev.gladhand.e2e;

class PostgresGeotabTest extends GeotabContract {
  PostgresGeotabTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
