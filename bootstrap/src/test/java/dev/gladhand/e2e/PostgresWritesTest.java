package dev.gladhand.e2e;

class PostgresWritesTest extends WritesContract {
  PostgresWritesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
