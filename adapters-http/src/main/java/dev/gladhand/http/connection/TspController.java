package dev.gladhand.http.connection;

import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Lists the TSPs and what each of them can do. */
@Api("/v2/integrations/tsps")
final class TspController {
  private final DescribeTsps tsps;

  TspController(DescribeTsps tsps) {
    this.tsps = tsps;
  }

  /** Lists all TSPs on one page, because there are few. */
  @Get
  @Secured("connection:read")
  HttpResponse<?> list(Call call) {
    var page = new LinkedHashMap<String, @Nullable Object>();
    page.put("items", tsps.list());
    page.put("current_page", null);
    page.put("current_page_backwards", null);
    page.put("previous_page", null);
    page.put("next_page", null);
    return Replies.ok(page);
  }

  @Get("/{slug}")
  @Secured("connection:read")
  HttpResponse<?> get(Call call) {
    return Replies.of(tsps.get(call.path("slug")), Replies::ok);
  }
}
