package dev.gladhand.testkit.event;

final class InMemoryDeliveriesTest extends DeliveriesContract {
  @Override
  protected Deck deck() {
    var stores = new InMemoryEventStores();
    return new Deck(
        stores.ports(),
        (event, mode, connection) -> stores.write(event, mode, connection, null, null),
        stores::time);
  }
}
