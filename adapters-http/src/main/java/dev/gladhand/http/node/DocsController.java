package dev.gladhand.http.node;

import dev.gladhand.http.Api;
import dev.gladhand.http.PublicAddress;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Serves the description of the API: as a file for programs, and as a page for people, which loads
 * nothing from other servers.
 */
@Api("/")
final class DocsController {
  /** A content security policy that allows only what this node serves itself. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String STYLE = "text/css; charset=utf-8";
  private static final Map<String, String> RENDERER =
      Map.of("swagger-ui.css", STYLE, "swagger-ui-bundle.js", SCRIPT);

  private final Resources resources;
  private final PublishedDescription description;
  private final PublicAddress address;

  DocsController(Resources resources, PublishedDescription description, PublicAddress address) {
    this.resources = resources;
    this.description = description;
    this.address = address;
  }

  private byte[] page(String base) {
    return new String(resources.own("docs/page.html"), StandardCharsets.UTF_8)
        .replace("{base}", base)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Get("/openapi.yaml")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> openApi(Call call) {
    return Replies.bytes(200, "application/yaml", description.at(address.base(call.request())));
  }

  @Get("/docs")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> page(Call call) {
    return Replies.bytes(200, "text/html; charset=utf-8", page(address.path(call.request())))
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer");
  }

  @Get("/docs/{file}")
  @Secured(SecurityRule.IS_ANONYMOUS)
  HttpResponse<?> file(Call call) {
    var file = call.path("file");
    var type = RENDERER.get(file);
    if (type != null) {
      return Replies.bytes(200, type, resources.renderer(file))
          .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600");
    }
    if (file.equals("start.js")) {
      return Replies.bytes(200, SCRIPT, resources.own("docs/start.js"));
    }
    throw Halt.notFound("there is no such file");
  }
}
