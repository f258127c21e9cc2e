package dev.gladhand.http.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.payload.Uuids;
import dev.gladhand.http.Halt;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token whose signature held says. */
record Claims(JWTClaimsSet set) {

  /** Ends the request unless the token is for us, of this issuer, and of this moment. */
  void check(String issuer, String audience, Instant now, Duration skew) {
    if (!issuer.equals(set.getIssuer())) {
      throw invalid();
    }
    if (!set.getAudience().contains(audience)) {
      throw invalid();
    }
    var expires = set.getExpirationTime();
    if (expires == null || !now.isBefore(expires.toInstant().plus(skew))) {
      throw expires == null ? invalid() : refused("the token has expired");
    }
    var begins = set.getNotBeforeTime();
    if (begins != null && now.plus(skew).isBefore(begins.toInstant())) {
      throw invalid();
    }
  }

  Instant expires() {
    return set.getExpirationTime().toInstant();
  }

  String subject() {
    var subject = set.getSubject();
    if (subject == null) {
      throw invalid();
    }
    return subject;
  }

  @Nullable String text(String name) {
    try {
      return set.getStringClaim(name);
    } catch (ParseException e) {
      throw invalid();
    }
  }

  @Nullable PartnerId partner(String claim) {
    var text = text(claim);
    if (text == null) {
      return null;
    }
    var id = Uuids.parse(text);
    if (id == null) {
      throw invalid();
    }
    return new PartnerId(id);
  }

  /** Of {@code scope}, words in a string, or of {@code scp}, either that or an array. */
  Set<String> scopes() {
    var given = set.getClaim("scope") != null ? set.getClaim("scope") : set.getClaim("scp");
    return switch (given) {
      case String words -> new HashSet<>(List.of(words.strip().split(" +")));
      case Collection<?> many ->
          many.stream().map(String::valueOf).collect(java.util.stream.Collectors.toSet());
      case null, default -> Set.of();
    };
  }

  /** Says no more: whoever guesses learns nothing. */
  static Halt invalid() {
    return refused("the token is not valid");
  }

  static Halt refused(String why) {
    return Halt.unauthorized(why);
  }
}
