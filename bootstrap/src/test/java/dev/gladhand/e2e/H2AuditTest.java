package dev.gladhand.e2e;

class H2AuditTest extends AuditContract {
  H2AuditTest() {
    super(Stores.Kind.H2);
  }
}
