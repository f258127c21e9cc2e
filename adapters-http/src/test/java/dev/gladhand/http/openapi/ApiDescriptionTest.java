package dev.gladhand.http.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
}
