package dev.gladhand.e2e;

class H2ConsoleTypedTest extends ConsoleTypedContract {
  H2ConsoleTypedTest() {
    super(Stores.Kind.H2);
  }
}
