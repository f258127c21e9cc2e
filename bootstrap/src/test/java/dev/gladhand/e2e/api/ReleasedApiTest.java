package dev.gladhand.e2e.api;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.http.openapi.ApiDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;

/**
 * What the last release promised still holds. With a release, its document becomes {@code
 * docs/openapi/released.yaml}.
 */
class ReleasedApiTest {
  private static final Path RELEASED = Path.of("../docs/openapi/released.yaml");
  private static final Path NOW = Path.of("target/openapi.yaml");

  @Test
  void callersOfTheLastReleaseNeedNoChange() throws IOException {
    var now = ApiDescription.at("").yaml();
    // For linters and for generators of clients.
    Files.writeString(NOW, now);
    var changed = compare(Files.readString(RELEASED), now);
    assertTrue(changed.isCompatible(), () -> told(changed));
  }

  @Test
  void aMemberThatIsGoneIsReported() {
    var now = ApiDescription.at("").yaml();
    assertFalse(compare(now, now.replace("retried_from", "repeats")).isCompatible());
  }

  @Test
  void aFieldThatBecameRequiredIsReported() {
    var now = ApiDescription.at("").yaml();
    assertFalse(
        compare(now, now.replaceFirst("required:\n( *)- url\n", "$0$1- secret\n")).isCompatible());
  }

  private static ChangedOpenApi compare(String before, String now) {
    return OpenApiCompare.fromContents(before, now);
  }

  private static String told(ChangedOpenApi changed) {
    var text = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.OutputStreamWriter(text, java.nio.charset.StandardCharsets.UTF_8)) {
      new MarkdownRender().render(changed, out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString(java.nio.charset.StandardCharsets.UTF_8);
  }
}
