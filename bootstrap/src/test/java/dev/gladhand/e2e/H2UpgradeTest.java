package dev.gladhand.e2e;

class H2UpgradeTest extends UpgradeContract {
  H2UpgradeTest() {
    super(Stores.Kind.H2);
  }
}
