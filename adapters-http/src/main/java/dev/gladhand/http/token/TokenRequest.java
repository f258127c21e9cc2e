package dev.gladhand.http.token;

import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Query;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request to the token endpoint.
 *
 * @param id the client's id; null if none was given
 * @param secret the client's secret; null if none was given
 * @param basic whether id and secret come from the header {@code Authorization}
 * @param scopes the requested scopes; empty for all that the client has
 */
record TokenRequest(
    @Nullable String grantType,
    @Nullable String id,
    @Nullable String secret,
    boolean basic,
    List<String> scopes) {
  private static final String BASIC = "basic ";
  private static final int MOST = 10;

  /** Reads a request. Ends it with a {@link Halt} if it is malformed. */
  static TokenRequest of(Call call) {
    var form = Query.form(call.bytes());
    var grantType = given(form, "grant_type");
    var id = given(form, "client_id");
    var secret = given(form, "client_secret");
    var scope = given(form, "scope");
    var scopes =
        scope == null || scope.isBlank() ? List.<String>of() : List.of(scope.strip().split(" +"));
    var header = call.header("Authorization");
    if (header == null) {
      return new TokenRequest(grantType, id, secret, false, scopes);
    }
    if (secret != null) {
      throw Halt.malformed(
          "the client secret is given in the form and in the header Authorization: give it once");
    }
    var pair = basic(header);
    if (pair == null) {
      return new TokenRequest(grantType, null, null, true, scopes);
    }
    if (id != null && !id.equals(pair[0])) {
      throw Halt.malformed("client_id differs from the client id in the header Authorization");
    }
    return new TokenRequest(grantType, pair[0], pair[1], true, scopes);
  }

  /** The value of a field; an empty one counts as absent (RFC 6749, section 3.2). */
  private static @Nullable String given(Query form, String name) {
    var given = form.texts(name, MOST).stream().filter(text -> !text.isEmpty()).toList();
    if (given.size() > 1) {
      throw Halt.malformed(name + " is given more than once");
    }
    return given.isEmpty() ? null : given.getFirst();
  }

  /**
   * Decodes a secret that the client has form-encoded for HTTP Basic. The standard asks for that
   * encoding, but few clients do it.
   */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String @Nullable [] basic(String header) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return null;
    }
    try {
      var encoded = header.substring(BASIC.length()).strip();
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      return colon < 0
          ? null
          : new String[] {decoded(text.substring(0, colon)), text.substring(colon + 1)};
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "TokenRequest[" + id + "]";
  }
}
