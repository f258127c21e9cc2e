package dev.gladhand.e2e;

class H2ConsoleWriteTest extends ConsoleWriteContract {
  H2ConsoleWriteTest() {
    super(Stores.Kind.H2);
  }
}
