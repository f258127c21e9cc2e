package dev.gladhand.console.page;

import dev.gladhand.domain.record.Sha256;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files that pages load. Their addresses change with their content, so that browsers may cache
 * them without limit. Thread-safe.
 */
@Controller("/console/assets")
@Produces(MediaType.ALL)
public final class Assets {
  private static final String OWN = "/gladhand/console/";

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private record Asset(String type, byte[] bytes) {}

  private final Map<String, Asset> files = new LinkedHashMap<>();
  private final String version;

  Assets() {
    files.put("console.css", new Asset("text/css; charset=utf-8", read(OWN + "console.css")));
    files.put("console.js", new Asset(SCRIPT, read(OWN + "console.js")));
    files.put("icon.svg", new Asset("image/svg+xml", read(OWN + "icon.svg")));
    files.put("charts.js", new Asset(SCRIPT, read(OWN + "charts.js")));
    for (var library : List.of("htmx", "sse", "uplot")) {
      files.put(library + ".js", new Asset(SCRIPT, ofLibrary(library)));
    }
    files.put("uplot.css", new Asset("text/css; charset=utf-8", ofLibrary("uplot-style")));
    var digest = Sha256.digest();
    files.values().forEach(file -> digest.update(file.bytes));
    version = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }

  /** The path of a file below the site's path. */
  String path(String file) {
    if (!files.containsKey(file)) {
      throw new IllegalArgumentException("no file " + file);
    }
    return "/console/assets/" + version + "/" + file;
  }

  @Get("/{version}/{file}")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> file(String version, String file) {
    var found = files.get(file);
    if (found == null || !version.equals(this.version)) {
      return HttpResponse.notFound();
    }
    return HttpResponse.ok(found.bytes)
        .header(HttpHeaders.CONTENT_TYPE, found.type)
        .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
  }

  /**
   * A file of a library. Its path in the library's jar contains the library's version, so a text
   * file of this module names the path.
   */
  private static byte[] ofLibrary(String name) {
    return read(new String(read(OWN + name + ".txt"), StandardCharsets.UTF_8).strip());
  }

  private static byte[] read(String path) {
    try (var in = Assets.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
