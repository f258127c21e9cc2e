package dev.gladhand.e2e;

class PostgresLongWritesTest extends LongWritesContract {
  PostgresLongWritesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
