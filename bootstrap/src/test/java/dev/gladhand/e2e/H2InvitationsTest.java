package dev.gladhand.e2e;

class H2InvitationsTest extends InvitationsContract {
  H2InvitationsTest() {
    super(Stores.Kind.H2);
  }
}
