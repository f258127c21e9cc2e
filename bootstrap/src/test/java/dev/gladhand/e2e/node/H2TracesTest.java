package dev.gladhand.e2e.node;

import dev.gladhand.e2e.world.Slow;
import dev.gladhand.e2e.world.Stores;

@Slow
class H2TracesTest extends TracesContract {
  H2TracesTest() {
    super(Stores.Kind.H2);
  }
}
