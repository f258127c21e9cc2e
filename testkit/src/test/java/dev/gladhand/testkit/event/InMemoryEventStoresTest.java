package dev.gladhand.testkit.event;

final class InMemoryEventStoresTest extends EventsContract {
  @Override
  protected Deck deck() {
    var stores = new InMemoryEventStores();
    return new Deck(
        stores.ports(),
        (event, mode, connection) -> stores.write(event, mode, connection, null, null),
        stores::time);
  }
}
