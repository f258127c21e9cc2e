package dev.gladhand.e2e;

class H2ConsoleSecretsTest extends ConsoleSecretsContract {
  H2ConsoleSecretsTest() {
    super(Stores.Kind.H2);
  }
}
