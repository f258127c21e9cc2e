package dev.gladhand.e2e.api;

import dev.gladhand.e2e.world.Stores;

class H2KeysTest extends KeysContract {
  H2KeysTest() {
    super(Stores.Kind.H2);
  }
}
