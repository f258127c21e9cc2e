package dev.gladhand.e2e;

class PostgresCapsTest extends CapsContract {
  PostgresCapsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
