package dev.gladhand.e2e;

class PostgresOauthTest extends OauthContract {
  PostgresOauthTest() {
    super(Stores.Kind.POSTGRESQL);
  }
}
