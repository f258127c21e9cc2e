package dev.gladhand.e2e;

class H2ConsoleTest extends ConsoleContract {
  H2ConsoleTest() {
    super(Stores.Kind.H2);
  }
}
