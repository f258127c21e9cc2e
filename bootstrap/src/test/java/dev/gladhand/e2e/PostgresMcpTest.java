package dev.gladhand.e2e;

class PostgresMcpTest extends McpContract {
  PostgresMcpTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
