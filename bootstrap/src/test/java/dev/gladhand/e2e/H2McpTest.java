package dev.gladhand.e2e;

class H2McpTest extends McpContract {
  H2McpTest() {
    super(Stores.Kind.H2);
  }
}
