package dev.gladhand.tsp.kit.call;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.tsp.schema.CredentialsSchema;
import dev.gladhand.json.JsonWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Secret values. Masks them in texts, in every spelling in which a TSP may repeat them, such as
 * Base64 or percent escapes.
 */
public final class Secrets {
  public static final Secrets NONE = new Secrets(Set.of());

  /**
   * The length in characters from which a secret is masked outside quotes too. A shorter one occurs
   * in almost every text by chance, and a mask at every occurrence would reveal it.
   */
  private static final int SHORTEST = 4;

  /**
   * The length in characters from which a secret is masked inside a longer word too. A shorter one
   * may be a part of a word by chance.
   */
  private static final int PLAIN = 8;

  /**
   * Matches the place before a short secret: no letter or digit precedes it, except the end of an
   * escape such as {@code %20} or {@code \n}.
   */
  private static final String BEGINS =
      "(?:(?<!\\p{Alnum})|(?<=%\\p{XDigit}{2})|(?<=\\\\[bfnrt])|(?<=\\\\x\\p{XDigit}{2})"
          + "|(?<=\\\\u\\p{XDigit}{4}))";

  private final Set<String> values;

  private Secrets(Set<String> values) {
    this.values = values;
  }

  /** All secrets in these credentials. */
  public static Secrets of(CredentialsSchema schema, Credentials credentials) {
    var found = new LinkedHashSet<String>();
    for (var field : schema.secrets()) {
      if (credentials.fields().json(field) instanceof String text) {
        found.add(text);
      }
    }
    return NONE.and(found);
  }

  public Secrets and(Collection<String> more) {
    var all = new LinkedHashSet<>(values);
    more.stream().filter(value -> !value.isBlank()).forEach(all::add);
    return new Secrets(all);
  }

  /**
   * The text with every secret masked. The spellings of the secrets are computed at each call,
   * because only failed calls need them.
   */
  public String scrub(String text) {
    var spellings = new LinkedHashSet<String>();
    values.forEach(value -> spellings.addAll(spellings(value)));
    // The longest first, because a spelling may be a part of another.
    var longestFirst =
        spellings.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    var clean = text;
    for (var spelling : longestFirst) {
      clean = masked(clean, spelling);
    }
    return clean;
  }

  private static String masked(String text, String spelling) {
    if (spelling.length() >= PLAIN) {
      return text.replace(spelling, CredentialsSchema.MASK);
    }
    var quoted = Pattern.quote(spelling);
    var whole =
        spelling.length() < SHORTEST
            ? "(?<=[\"'])" + quoted + "(?=[\"'])"
            : BEGINS + quoted + "(?!\\p{Alnum})";
    return Pattern.compile(whole).matcher(text).replaceAll(CredentialsSchema.MASK);
  }

  private static Set<String> spellings(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    var form = URLEncoder.encode(value, StandardCharsets.UTF_8);
    var percent = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    var json = JsonWriter.text(value);
    return new LinkedHashSet<>(
        List.of(
            value,
            Base64.getEncoder().encodeToString(bytes),
            Base64.getEncoder().withoutPadding().encodeToString(bytes),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
            form,
            form.toLowerCase(Locale.ROOT),
            percent,
            percent.toLowerCase(Locale.ROOT),
            json.substring(1, json.length() - 1),
            json.substring(1, json.length() - 1).replace("/", "\\/")));
  }

  @Override
  public String toString() {
    return "Secrets[" + values.size() + "]";
  }
}
