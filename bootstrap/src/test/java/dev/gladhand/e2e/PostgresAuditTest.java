package dev.gladhand.e2e;

class PostgresAuditTest extends AuditContract {
  PostgresAuditTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
