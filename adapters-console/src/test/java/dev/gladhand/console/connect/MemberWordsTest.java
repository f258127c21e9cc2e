package dev.gladhand.console.connect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gladhand.console.page.Messages;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.FieldTypes;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MemberWordsTest {
  private static final Field<?> FLAG =
      new Field<>("flag", FieldTypes.FLAG).labelled("Flag", "Whether it flies.");
  private static final FieldFault FAULT = new FieldFault("flag", "x", "must be a flag", "bool");

  private static MemberWords words(String... texts) {
    var file = new Properties();
    for (var i = 0; i < texts.length; i += 2) {
      file.setProperty(texts[i], texts[i + 1]);
    }
    return new MemberWords(new Messages(file), "acme");
  }

  @Test
  void theFileOfMessagesHasTheLastWord() {
    var translated =
        words(
            "field_acme_flag", "Fahne",
            "field_acme_flag_hint", "Ob sie weht.",
            "fault_bool", "muss eine Fahne sein");
    assertEquals("Fahne", translated.title(FLAG));
    assertEquals("Ob sie weht.", translated.hint(FLAG));
    assertEquals("muss eine Fahne sein", translated.fault(FAULT));
  }

  @Test
  void whatItDoesNotSayIsSaidByTheAdapter() {
    var declared = words("field_other_flag", "Fahne");
    assertEquals("Flag", declared.title(FLAG));
    assertEquals("Whether it flies.", declared.hint(FLAG));
    assertEquals("must be a flag", declared.fault(FAULT));
    assertEquals("bare", declared.title(new Field<>("bare", FieldTypes.FLAG)));
  }
}
