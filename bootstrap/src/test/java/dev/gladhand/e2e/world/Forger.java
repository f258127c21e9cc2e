package dev.gladhand.e2e.world;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.e2e.client.Partner;
import dev.gladhand.persistence.StoreContext;
import dev.gladhand.persistence.secret.MasterKeys;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Makes tokens, each of which is wrong in one way.
 *
 * @param key the key pair of the issuer
 * @param claims the claims of a token that is accepted
 */
public record Forger(ECKey key, JWTClaimsSet claims) {

  /**
   * Makes a forger for this partner with the node's signing key, which an attacker with the
   * database and the master key would have.
   */
  public static Forger of(World world, Partner partner) {
    var database = world.database();
    try (var context = StoreContext.open(database.url(), database.user(), database.password())) {
      var secrets =
          context
              .store(
                  new MasterKeys(Base64.getDecoder().decode(Node.MASTER_KEY), List.of()),
                  _ -> Optional.empty())
              .secrets();
      var keys = secrets.find("token-signing-keys").orElseThrow();
      return new Forger(
          (ECKey) JWKSet.parse(new String(keys, StandardCharsets.UTF_8)).getKeys().getFirst(),
          SignedJWT.parse(partner.token()).getJWTClaimsSet());
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  public static ECKey newKey(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  public String good() {
    return with(claims -> claims);
  }

  public String with(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(key, change.apply(new JWTClaimsSet.Builder(claims)).build());
  }

  private static String signed(ECKey key, JWTClaimsSet claims) {
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()), claims, signer(key));
  }

  private static JWSSigner signer(ECKey key) {
    try {
      return new ECDSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(JWSHeader.Builder header, JWTClaimsSet claims, JWSSigner signer) {
    var token = new SignedJWT(header.build(), claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  /** Returns the forged tokens; each key says what is wrong with the token. */
  public Map<String, String> forged() {
    var forged = new LinkedHashMap<String, String>();
    var parts = good().split("\\.", -1);
    forged.put("alg none", new PlainJWT(claims).serialize());
    for (var none : new String[] {"none", "None", "nOnE"}) {
      var header = "{\"alg\":\"" + none + "\",\"kid\":\"" + key.getKeyID() + "\"}";
      forged.put("alg " + none + " with our key's id", encoded(header) + "." + parts[1] + ".");
      forged.put(
          "alg " + none + " with a signature", encoded(header) + "." + parts[1] + "." + parts[2]);
    }
    forged.put("the signature left out", parts[0] + "." + parts[1] + ".");
    publicKeys().forEach((name, secret) -> forged.put("HS256 by " + name, hmac(secret)));
    forged.put("another key under our key's id", signed(newKey(key.getKeyID()), claims));
    forged.put("another key under its own id", signed(newKey("own"), claims));
    forged.put("an embedded key", embedded());
    forged.put("expired", with(claims -> claims.expirationTime(date(-3600))));
    forged.put("no exp", with(claims -> claims.expirationTime(null)));
    forged.put("not yet valid", with(claims -> claims.notBeforeTime(date(3600))));
    forged.put("another audience", with(claims -> claims.audience("somebody-else")));
    forged.put("no audience", with(claims -> claims.audience((String) null)));
    forged.put("another issuer", with(claims -> claims.issuer("https://somebody.example")));
    forged.put("no issuer", with(claims -> claims.issuer(null)));
    forged.put("no subject", with(claims -> claims.subject(null)));
    var more = with(claims -> claims.claim("scope", "admin telematics:write")).split("\\.", -1);
    forged.put("altered claims", parts[0] + "." + more[1] + "." + parts[2]);
    return forged;
  }

  private Map<String, byte[]> publicKeys() {
    try {
      var der = key.toECPublicKey().getEncoded();
      var pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
              + "\n-----END PUBLIC KEY-----\n";
      return Map.of(
          "the public key in DER", der,
          "the public key in PEM", pem.getBytes(StandardCharsets.US_ASCII),
          "the public JWK", key.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String hmac(byte[] secret) {
    try {
      return signed(
          new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()),
          claims,
          new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a token that is signed by a key which the token itself contains. */
  private String embedded() {
    var other = newKey(key.getKeyID());
    return signed(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).jwk(other.toPublicJWK()),
        claims,
        signer(other));
  }

  public static Date date(int secondsFromNow) {
    return Date.from(Instant.now().plusSeconds(secondsFromNow));
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
