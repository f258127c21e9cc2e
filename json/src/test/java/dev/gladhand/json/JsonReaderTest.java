package dev.gladhand.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  private static final JsonReader STRICT =
      new JsonReader(new JsonLimits("the body", true, 32, 100_000, 256, 4_000_000, 1000));
  private static final JsonReader LENIENT =
      new JsonReader(new JsonLimits("the answer", false, 1000, 1_000_000, 1000, 4_000_000, 1000));

  private static Object read(String json) {
    return STRICT.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(String json) {
    return assertThrows(MalformedJson.class, () -> read(json)).why();
  }

  @Test
  void numbersKeepTheirExactValue() {
    assertEquals(new BigDecimal("1.10"), read("1.10"));
    assertEquals(new BigDecimal("9223372036854775808"), read("9223372036854775808"));
    assertEquals(new BigDecimal("0.1"), read("0.1"));
  }

  @Test
  void stringsArriveAsTheyWereWritten() {
    assertEquals("\u0000", read("\"\\u0000\""));
    assertEquals("\ud800", read("\"\\ud800\""));
    assertEquals("\ud83d\ude9a\u00e9", read("\"\\ud83d\\ude9a\u00e9\""));
    assertEquals("\uFFFD", read("\"\uFFFD\""));
    assertEquals("\uFEFF", read("\"\uFEFF\""));
  }

  @Test
  void thirtyTwoLevelsAreAllowed() {
    assertEquals(32, depth(read("[".repeat(32) + "]".repeat(32))));
    assertThrows(MalformedJson.class, () -> read("[".repeat(33) + "]".repeat(33)));
    assertThrows(MalformedJson.class, () -> read("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
    assertThrows(MalformedJson.class, () -> read("[".repeat(500_000)));
  }

  private static int depth(Object value) {
    return value instanceof List<?> list ? 1 + (list.isEmpty() ? 0 : depth(list.getFirst())) : 0;
  }

  @Test
  void aThousandDigitsAreAllowed() {
    var digits = "7".repeat(1000);
    assertEquals(new BigDecimal(digits), read(digits));
    assertEquals(new BigDecimal("-" + digits), read("-" + digits));
    assertEquals(new BigDecimal("7." + digits.substring(1)), read("7." + digits.substring(1)));
    assertThrows(MalformedJson.class, () -> read(digits + "7"));
    assertThrows(MalformedJson.class, () -> read("7." + digits));
    assertThrows(MalformedJson.class, () -> read("1e999999999"));
    assertThrows(MalformedJson.class, () -> read("1e-999999999"));
    assertThrows(MalformedJson.class, () -> read("[" + "7".repeat(900_000) + "]"));
  }

  @Test
  void namesHaveAtMost256Characters() {
    assertEquals(
        Map.of("\ud83d\ude9a".repeat(256), true),
        read("{\"" + "\ud83d\ude9a".repeat(256) + "\":true}"));
    for (var length : List.of(257, 600, 512 * 1024)) {
      var why = refused("{\"" + "n".repeat(length) + "\":1}");
      assertTrue(why.contains("256 characters"), why);
    }
  }

  @Test
  void aBodyHasAtMostAHundredThousandValues() {
    read("[" + "0,".repeat(99_998) + "0]");
    assertEquals(
        "the body has more than 100,000 values", refused("[" + "0,".repeat(100_000) + "0]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "{",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":1,\"\\u0061\":2}",
        "1 2",
        "{} {}",
        "{}x",
        "[1,]",
        "{\"a\":1,}",
        "'a'",
        "{a:1}",
        "NaN",
        "Infinity",
        "-Infinity",
        "01",
        "+1",
        ".5",
        "5.",
        "1e",
        "0x1",
        "1e99999999999999999999",
        "nul",
        "tru",
        "// c\n1",
        "/* c */ 1",
        "\"\u0001\"",
        "\"a\nb\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"unended",
        "\uFEFF{}",
        "undefined",
        "\u00a01",
        "\f1",
        "1\u0000",
      })
  void whatIsNoJsonIsRefused(String json) {
    assertTrue(refused(json).startsWith("the body "), json);
  }

  static Stream<String> broken() {
    return Stream.of(
        "22ff22",
        "22c022",
        "22c0af22",
        "22c08022",
        "22e080af22",
        "22f08080af22",
        "22eda08022",
        "22edb08022",
        "22f490808022",
        "22f888808080af22",
        "228022",
        "22c3",
        "fffe2200",
        "feff0022",
        "efbbbf7b7d",
        "7b00",
        "0000007b",
        "7b000000");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsNoUtf8IsRefused(String hex) {
    assertThrows(MalformedJson.class, () -> STRICT.read(HexFormat.of().parseHex(hex)));
  }

  @Test
  void noBytesBringAnythingButAValueOrARefusal() {
    var random = new Random(4);
    var seed =
        "{\"a\":[1.5e3,\"\\ud83d\",null,true],\"b\":{\"c\":-0}}".getBytes(StandardCharsets.UTF_8);
    for (var round = 0; round < 20_000; round++) {
      var bytes = seed.clone();
      for (var change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      try {
        JsonWriter.bytes(STRICT.read(bytes));
      } catch (MalformedJson refused) {
        assertTrue(refused.why().startsWith("the body "), refused::why);
      }
    }
  }

  @Test
  void aLenientReaderTakesTheLastOfTwoNamesAndPassesOverAByteOrderMark() {
    assertEquals(
        Map.of("a", new BigDecimal("2")),
        LENIENT.read("\uFEFF{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8)));
    for (var json : List.of("", "{} {}", "[1,]", "\u00a01")) {
      assertThrows(
          MalformedJson.class, () -> LENIENT.read(json.getBytes(StandardCharsets.UTF_8)), json);
    }
  }

  @Test
  void aPathLeadsThroughObjects() {
    var json = read("{\"a\":{\"b\":[1,null],\"c\":null}}");
    assertEquals(Arrays.asList(BigDecimal.ONE, null), Json.array(Json.at(json, "a", "b")));
    assertNull(Json.at(json, "a", "c"));
    assertNull(Json.at(json, "a", "b", "c"));
    assertNull(Json.at(json, "x", "y"));
    assertNull(Json.object(Json.at(json, "a", "b")));
  }
}
