package dev.gladhand.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.json.JsonFault;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Property(tries = 300)
  void readsWhatItWrites(@ForAll String name, @ForAll List<String> texts, @ForAll double number) {
    Json value = Json.obj(name, texts, name + "n", number, name + "o", Json.obj("null", null));
    assertEquals(value, Json.read(value.write()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "01",
        "1.",
        "-",
        "+1",
        "tru",
        "\"",
        "\"\\x\"",
        "\"\t\"",
        "{\"a\":1,\"a\":2}",
        "1 2",
        "{a:1}",
        "nan",
        "\"\\u12\"",
        "1e",
        "'a'"
      })
  void refusesWhatIsNotJson(String text) {
    assertThrows(JsonFault.class, () -> Json.read(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0",
        "1e999999999",
        "123456789012345678901234567890",
        "\"\\ud800\"",
        "{}",
        "[]",
        " [ 1 , null ] "
      })
  void takesWhatIs(String text) {
    assertEquals(Json.read(text), Json.read(Json.read(text).write()));
  }
}
