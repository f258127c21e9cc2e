package dev.gladhand.tsp.kit.record;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Compares the text of a sent message with a text in a TSP's list. Differences that TSPs are known
 * to make are ignored: HTML escapes, composed characters, kinds and numbers of blanks, line ends,
 * emoji, and blanks at both ends.
 */
public final class PlainText {
  private static final Pattern ESCAPE =
      Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,4}));");
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

  /**
   * Matches the characters that are left out of a comparison: symbols such as emoji, their variants
   * and joiners, and unassigned characters.
   */
  private static final Pattern DROPPED =
      Pattern.compile("[\\p{So}\\p{Sk}\\p{Cf}\\p{Cn}\\p{Co}\\p{Cs}\\x{FE00}-\\x{FE0F}\\x{20E3}]");

  private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

  private PlainText() {}

  /** Whether two texts are equal apart from differences that TSPs make. */
  public static boolean same(String one, String other) {
    return of(one).equals(of(other));
  }

  /** Whether a text in a TSP's list may be the sent text or its beginning. */
  public static boolean mayBe(String listed, String sent) {
    return of(sent).startsWith(of(listed));
  }

  /**
   * The form in which a sent text and the same text in a TSP's list are equal: without symbols such
   * as emoji, and with escapes, composed characters and blanks in one form. If nothing would be
   * left, the text itself.
   */
  static String of(String text) {
    var unescaped = ESCAPE.matcher(text).replaceAll(PlainText::unescaped);
    var composed = Normalizer.normalize(unescaped, Normalizer.Form.NFKC);
    var plain = BLANKS.matcher(DROPPED.matcher(composed).replaceAll("")).replaceAll(" ").strip();
    return plain.isEmpty() ? text : plain;
  }

  private static String unescaped(MatchResult escape) {
    var named = escape.group(3);
    if (named != null) {
      return java.util.regex.Matcher.quoteReplacement(NAMED.getOrDefault(named, escape.group()));
    }
    var code =
        escape.group(1) != null
            ? Integer.parseInt(escape.group(1))
            : Integer.parseInt(escape.group(2), 16);
    return java.util.regex.Matcher.quoteReplacement(
        Character.isValidCodePoint(code) && code != 0 ? Character.toString(code) : escape.group());
  }
}
