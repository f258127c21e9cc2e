package dev.gladhand.http;

import dev.gladhand.domain.connection.PartnerId;
import java.util.Set;
import java.util.UUID;

/** One token, of a partner with these scopes. */
public final class TokenOf implements Tokens {
  public static final PartnerId PARTNER = new PartnerId(new UUID(1, 2));

  private final Set<String> scopes;

  public TokenOf(String... scopes) {
    this.scopes = Set.of(scopes);
  }

  public String header() {
    return "Authorization: Bearer t";
  }

  @Override
  public Caller remembered(String token) {
    return null;
  }

  @Override
  public Caller verify(String token) {
    if (!token.equals("t")) {
      throw Halt.unauthorized("the token is not valid");
    }
    return new Caller("client", PARTNER, scopes);
  }
}
