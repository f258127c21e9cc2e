package dev.gladhand.e2e;

class PostgresFieldsTest extends FieldsContract {
  PostgresFieldsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
