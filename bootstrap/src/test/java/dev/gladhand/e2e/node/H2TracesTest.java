package dev.gladhand.e2e.node;

import dev.gladhand.e2e.world.Stores;

class H2TracesTest extends TracesContract {
  H2TracesTest() {
    super(Stores.Kind.H2);
  }
}
