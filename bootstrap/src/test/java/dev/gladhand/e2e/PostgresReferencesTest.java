package dev.gladhand.e2e;

class PostgresReferencesTest extends ReferencesContract {
  PostgresReferencesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
