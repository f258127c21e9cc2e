package dev.gladhand.e2e;

class H2OauthTest extends OauthContract {
  H2OauthTest() {
    super(Stores.Kind.H2);
  }
}
