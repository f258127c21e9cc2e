package dev.gladhand.http.node;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Files that come with the program. */
@Singleton
final class Resources {
  private static final String RENDERER_VERSION =
      "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

  byte[] own(String name) {
    return read("/gladhand/" + name);
  }

  /** A file of the page that renders an OpenAPI description. */
  byte[] renderer(String name) {
    return read("/META-INF/resources/webjars/swagger-ui/" + version() + "/" + name);
  }

  private static String version() {
    var properties = new Properties();
    try (var in = Resources.class.getResourceAsStream(RENDERER_VERSION)) {
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String path) {
    try (var in = Resources.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
