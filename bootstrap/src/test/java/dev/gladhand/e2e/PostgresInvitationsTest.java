package dev.gladhand.e2e;

class PostgresInvitationsTest extends InvitationsContract {
  PostgresInvitationsTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
