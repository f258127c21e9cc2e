package dev.gladhand.testkit.invitation;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.signin.OauthApps;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.login.OauthCredentials;
import dev.gladhand.tsp.kit.login.OauthSignIns;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A TSP at which fleets sign in, and which binds its codes to PKCE's challenges. */
final class SigningTsp implements TspCalls {
  static final TspId ID = new TspId("signing");
  private static final Field<String> KEY =
      new Field<>("api_key", OauthCredentials.TOKEN).labelled("Key", "Its key.");

  private final Map<String, @Nullable String> challenges = new HashMap<>();

  TspAdapter adapter(boolean pkce, OauthApps apps, InstantSource clock) {
    var schema = OauthCredentials.or(KEY, "https://www.example.com");
    var terms =
        new OauthSignIns.Terms(
            ID, "Signing", _ -> "https://api.signing.example/oauth2", true, List.of(), pkce);
    return DeclaredAdapter.of(
            ID.slug(),
            "Signing",
            schema,
            new SettingsSchema(Shape.of(List.of(Settings.BASE_URL)), Set.of("api.signing.example")))
        .test(_ -> Outcome.accepted())
        .connects(new OauthSignIns(terms, schema, new TspHttp("Signing", this, clock), apps))
        .build();
  }

  /** A fleet lets the application in: a code that is bound to the challenge of the address. */
  String allow(URI signIn) {
    var code = "code-" + challenges.size();
    challenges.put(code, query(signIn.getRawQuery()).get("code_challenge"));
    return code;
  }

  static Map<String, String> query(String text) {
    var all = new HashMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      all.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  @Override
  public Answer exchange(Call call) {
    var form = query(new String(call.body(), StandardCharsets.UTF_8));
    var code = form.get("code");
    var granted =
        code != null
            && challenges.containsKey(code)
            && fits(challenges.remove(code), form.get("code_verifier"));
    var body =
        granted
            ? "{\"access_token\":\"A1\",\"refresh_token\":\"R1\",\"expires_in\":3600}"
            : "{\"error\":\"invalid_grant\"}";
    return new Answer.Replied(
        granted ? 200 : 400,
        Map.of("content-type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean fits(@Nullable String challenge, @Nullable String verifier) {
    if (challenge == null || verifier == null) {
      return challenge == null && verifier == null;
    }
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var hash = sha.digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return challenge.equals(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
