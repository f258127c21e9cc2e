package dev.gladhand.e2e;

class H2ConsoleFormsTest extends ConsoleFormsContract {
  H2ConsoleFormsTest() {
    super(Stores.Kind.H2);
  }
}
