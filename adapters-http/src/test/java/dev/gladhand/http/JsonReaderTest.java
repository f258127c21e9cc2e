package dev.gladhand.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
  private static Object read(String json) {
    return JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void numbersKeepTheirExactValue() {
    assertEquals(new BigDecimal("1.10"), read("1.10"));
    assertEquals(new BigDecimal("9223372036854775808"), read("9223372036854775808"));
    assertEquals(new BigDecimal("0.1"), read("0.1"));
    assertEquals("100", JsonWriter.text(read("1e2")));
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
    assertThrows(Halt.class, () -> read("[".repeat(33) + "]".repeat(33)));
    assertThrows(Halt.class, () -> read("{\"a\":".repeat(33) + "1" + "}".repeat(33)));
    assertThrows(Halt.class, () -> read("[".repeat(500_000)));
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
    assertThrows(Halt.class, () -> read(digits + "7"));
    assertThrows(Halt.class, () -> read("7." + digits));
    assertThrows(Halt.class, () -> read("1e999999999"));
    assertThrows(Halt.class, () -> read("1e-999999999"));
    assertThrows(Halt.class, () -> read("[" + "7".repeat(900_000) + "]"));
  }

  @Test
  void namesHaveAtMost256Characters() {
    assertEquals(
        Map.of("\ud83d\ude9a".repeat(256), true),
        read("{\"" + "\ud83d\ude9a".repeat(256) + "\":true}"));
    for (var length : List.of(257, 600, 512 * 1024)) {
      var halt = assertThrows(Halt.class, () -> read("{\"" + "n".repeat(length) + "\":1}"));
      assertEquals(400, halt.status());
      assertTrue(String.valueOf(halt.detail()).contains("256 characters"), halt::toString);
    }
  }

  @Test
  void aBodyHasAtMostAHundredThousandValues() {
    read("[" + "0,".repeat(99_998) + "0]");
    var halt = assertThrows(Halt.class, () -> read("[" + "0,".repeat(100_000) + "0]"));
    assertEquals(400, halt.status());
    assertTrue(String.valueOf(halt.detail()).contains("100,000 values"), halt::toString);
  }

  @Test
  void exponentsStayExponents() {
    assertEquals("[1E+400,1E-400,1000,0.001]", JsonWriter.text(read("[1e400,1e-400,1e3,1e-3]")));
  }

  @Test
  void canonicalTextIsTheSameForWhatSaysTheSame() {
    assertEquals(
        "{\"a\":[1,0,1E+400],\"b\":\"x\"}", canonical("{\"b\":\"x\",\"a\":[1.0,0.000,1e400]}"));
    var large = "[" + "\"0123456789\",".repeat(5000) + "1]";
    assertEquals(large, canonical(large));
  }

  private static String canonical(String json) {
    var bytes = new ByteArrayOutputStream();
    JsonWriter.canonical(read(json), bytes::writeBytes);
    return bytes.toString(StandardCharsets.UTF_8);
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
    var halt = assertThrows(Halt.class, () -> read(json));
    assertEquals(400, halt.status());
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
    var halt = assertThrows(Halt.class, () -> JsonReader.read(HexFormat.of().parseHex(hex)));
    assertEquals(400, halt.status());
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
        JsonWriter.bytes(JsonReader.read(bytes));
      } catch (Halt halt) {
        assertEquals(400, halt.status());
      }
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    var value =
        Map.of(
            "k\"\\\n\u0001/\u2028\ud83d\ude9a",
            List.of(true, "", new BigDecimal("-1.50"), List.of(), Map.of()));
    assertEquals(value, read(JsonWriter.text(value)));
  }

  @Test
  void halvesOfSurrogatePairsAreReplacedWhenWritten() {
    assertEquals("\"\uFFFDa\uFFFD\"", JsonWriter.text("\ud800a\udc00"));
    assertEquals("\"\uFFFD\ud83d\ude9a\"", JsonWriter.text("\ud83d\ud83d\ude9a"));
    assertEquals("\"\\u0000\"", JsonWriter.text("\u0000"));
  }
}
