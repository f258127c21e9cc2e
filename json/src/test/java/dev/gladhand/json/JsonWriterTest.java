package dev.gladhand.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
  private static final JsonReader READER =
      new JsonReader(
          new JsonLimits("the text", true, 1000, Integer.MAX_VALUE, 1000, 1_000_000, 100_000));

  @Test
  void whatIsWrittenIsReadBack() {
    var value =
        Map.of(
            "k\"\\\n\u0001/\u2028\ud83d\ude9a",
            List.of(true, "", new BigDecimal("-1.50"), List.of(), Map.of()));
    assertEquals(value, READER.read(JsonWriter.text(value)));
    assertEquals(value, READER.read(JsonWriter.bytes(value)));
    assertEquals(value, READER.read(JsonWriter.indented(value)));
  }

  @Property
  void everyStringIsReadBack(@ForAll String name, @ForAll String text) {
    var whole = name + text;
    if (StandardCharsets.UTF_8.newEncoder().canEncode(whole) && name.length() < 500) {
      assertEquals(Map.of(name, text), READER.read(JsonWriter.bytes(Map.of(name, text))));
    }
  }

  @Property
  void everyNumberIsReadBack(@ForAll BigDecimal number) {
    assertEquals(
        0, number.compareTo((BigDecimal) READER.read(JsonWriter.text(number))), number::toString);
    var plain = JsonWriter.plain(number);
    assertFalse(plain.contains("E"), plain);
    assertEquals(0, number.compareTo((BigDecimal) READER.read(plain)), plain);
  }

  @ParameterizedTest
  @CsvSource({
    "1e2, 100, 100",
    "1.50, 1.50, 1.5",
    "0.000, 0.000, 0",
    "1e3, 1000, 1000",
    "1e-3, 0.001, 0.001",
    "1e400, 1E+400, 1E+400",
    "1e-400, 1E-400, 1E-400",
  })
  void numbersKeepTheirDigitsAndFarExponents(BigDecimal number, String text, String canonical) {
    assertEquals(text, JsonWriter.text(number));
    assertEquals(canonical, JsonWriter.canonical(number));
  }

  @Test
  void wholeNumbersAndFiniteOnesAreWritten() {
    assertEquals(
        "[1,-2,18446744073709551616,0.5]",
        JsonWriter.text(List.of(1, -2L, BigInteger.TWO.pow(64), 0.5)));
  }

  @Test
  void canonicalTextIsTheSameForWhatSaysTheSame() {
    assertEquals(
        "{\"a\":[1,0,1E+400],\"b\":\"x\"}", canonical("{\"b\":\"x\",\"a\":[1.0,0.000,1e400]}"));
    var large = "[" + "\"0123456789\",".repeat(5000) + "1]";
    assertEquals(large, canonical(large));
  }

  private static String canonical(String json) {
    var value = READER.read(json);
    var bytes = new ByteArrayOutputStream();
    JsonWriter.canonical(value, bytes::writeBytes);
    assertEquals(JsonWriter.canonical(value), bytes.toString(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The members of the example in RFC 8785, section 3.2.3, and its strings of section 3.2.2. */
  @Test
  void canonicalTextWithoutNumbersIsThatOfRfc8785() {
    var members = new LinkedHashMap<String, String>();
    members.put("\u20ac", "Euro Sign");
    members.put("\r", "Carriage Return");
    members.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
    members.put("1", "One");
    members.put("\ud83d\ude00", "Emoji: Grinning Face");
    members.put("\u0080", "Control");
    members.put("\u00f6", "Latin Small Letter O With Diaeresis");
    assertEquals(
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
            + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
            + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
            + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
        JsonWriter.canonical(members));
    assertEquals(
        "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"",
        JsonWriter.canonical("\u20ac$\u000F\nA'B\"\\\\\"/"));
    assertEquals(
        "\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\"", JsonWriter.text("\b\t\n\f\r\0\u001f\u007f"));
    assertEquals("[null,true,false]", JsonWriter.canonical(Arrays.asList(null, true, false)));
  }

  @Test
  void halvesOfSurrogatePairsAreReplacedWhenWritten() {
    assertEquals("\"\uFFFDa\uFFFD\"", JsonWriter.text("\ud800a\udc00"));
    assertEquals("\"\uFFFD\ud83d\ude9a\"", JsonWriter.text("\ud83d\ud83d\ude9a"));
  }

  @Test
  void indentedTextHasALineForEachMemberAndItem() {
    var value = new LinkedHashMap<String, Object>();
    value.put("a", List.of(1, List.of(), Map.of("b", "x")));
    value.put("c", Map.of());
    assertEquals(
        """
        {
          "a": [
            1,
            [],
            {
              "b": "x"
            }
          ],
          "c": {}
        }""",
        JsonWriter.indented(value));
  }

  @Test
  void aTextThatIsJsonAlreadyIsWrittenAsItStands() {
    assertEquals("[{\"a\" : 1},2]", JsonWriter.text(List.of(new JsonText("{\"a\" : 1}"), 2)));
  }

  @Test
  void whatIsNoJsonValueIsRefused() {
    var values =
        new ArrayList<Object>(List.of(Instant.EPOCH, 'c', 1.5f, Double.NaN, Thread.State.NEW));
    values.add(new byte[0]);
    values.add(Map.of(1, "a name that is no string"));
    for (var value : values) {
      assertThrows(RuntimeException.class, () -> JsonWriter.text(value), value::toString);
    }
  }
}
