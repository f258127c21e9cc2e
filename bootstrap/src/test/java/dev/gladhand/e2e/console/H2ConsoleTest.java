package dev.gladhand.e2e.console;

import dev.gladhand.e2e.world.Stores;

class H2ConsoleTest extends ConsoleContract {
  H2ConsoleTest() {
    super(Stores.Kind.H2);
  }
}
