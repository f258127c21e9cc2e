package dev.gladhand.http.key;

import dev.gladhand.application.key.ChangeMasterKey;
import dev.gladhand.application.key.ChangeMasterKey.Standing;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Shows the operator which master keys the stored secrets need, and starts a re-wrap. */
@Api(MasterKeyController.PATH)
final class MasterKeyController {
  static final String PATH = "/v2/admin/keys";

  private final ChangeMasterKey keys;

  MasterKeyController(ChangeMasterKey keys) {
    this.keys = keys;
  }

  @Get
  @Secured(Scopes.ADMIN)
  HttpResponse<?> get(Call call) {
    return Replies.ok(json(keys.standing()));
  }

  @Post("/rewrap")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> rewrap(Call call) {
    return Replies.json(202, json(keys.rewrap())).header(HttpHeaders.LOCATION, PATH);
  }

  private static Map<String, Object> json(Standing standing) {
    var rewrap = new LinkedHashMap<String, Object>();
    rewrap.put("status", standing.job().status().name().toLowerCase(Locale.ROOT));
    rewrap.put("done", standing.job().done());
    rewrap.put("left", standing.left());
    var json = new LinkedHashMap<String, Object>();
    json.put("current", standing.current());
    json.put("keys", standing.wraps().entrySet().stream().map(MasterKeyController::key).toList());
    json.put("rewrap", rewrap);
    return json;
  }

  private static Map<String, Object> key(Map.Entry<String, Long> wraps) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", wraps.getKey());
    json.put("wraps", wraps.getValue());
    return json;
  }
}
