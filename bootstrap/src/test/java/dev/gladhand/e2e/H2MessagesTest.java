package dev.gladhand.e2e;

class H2MessagesTest extends MessagesContract {
  H2MessagesTest() {
    super(Stores.Kind.H2);
  }
}
