package dev.gladhand.e2e;

class H2ConsoleActionsTest extends ConsoleActionsContract {
  H2ConsoleActionsTest() {
    super(Stores.Kind.H2);
  }
}
