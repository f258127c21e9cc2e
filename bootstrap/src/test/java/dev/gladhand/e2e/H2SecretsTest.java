package dev.gladhand.e2e;

class H2SecretsTest extends SecretsContract {
  H2SecretsTest() {
    super(Stores.Kind.H2);
  }
}
