package dev.gladhand.http.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The description is whole, is the same each time, and reads back as it was made. */
class ApiDescriptionTest {
  @Test
  void isTheSameEachTimeAndReadsBack() throws IOException {
    var yaml = ApiDescription.at("").yaml();
    assertEquals(yaml, ApiDescription.at("").yaml());
    assertFalse(yaml.contains("&id"), "an anchor, which not every reader follows");
    Map<String, Object> read = new Yaml().load(yaml);
    assertEquals(ApiDescription.at("").document().keySet(), read.keySet());
    // For generators of clients and linters, which the build runs on it.
    Files.writeString(Path.of("target/openapi.yaml"), yaml);
  }

  @Test
  void everyComponentIsReferredTo() {
    var document = ApiDescription.at("").document();
    var references = new HashSet<String>();
    collect(document, references);
    Tree.map(document.get("components"))
        .forEach(
            (section, components) -> {
              for (var name : Tree.map(components).keySet()) {
                var reference = "#/components/" + section + "/" + name;
                assertTrue(
                    section.equals("securitySchemes") || references.contains(reference), reference);
              }
            });
  }

  private static void collect(Object node, Set<String> references) {
    if (node instanceof Map<?, ?> map) {
      if (map.get("$ref") instanceof String reference) {
        references.add(reference);
      }
      map.values().forEach(inner -> collect(inner, references));
    } else if (node instanceof List<?> list) {
      list.forEach(inner -> collect(inner, references));
    }
  }
}
