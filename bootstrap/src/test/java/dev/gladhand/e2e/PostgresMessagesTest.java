package dev.gladhand.e2e;

class PostgresMessagesTest extends MessagesContract {
  PostgresMessagesTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
