package dev.gladhand.http.invitation;

import dev.gladhand.application.invitation.ManageOauthApps;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Put;
import io.micronaut.security.annotation.Secured;

/** Manages the operator's OAuth applications, through which fleets sign in at their TSP. */
@Api("/v2/admin/oauth-apps")
final class OauthAppController {
  private final ManageOauthApps apps;

  OauthAppController(ManageOauthApps apps) {
    this.apps = apps;
  }

  @Put("/{tsp}")
  @Secured(Scopes.ADMIN)
  @Takes
  HttpResponse<?> put(Call call) {
    return Replies.of(apps.put(call.path("tsp"), call.body()), Replies::ok);
  }

  @Get("/{tsp}")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> get(Call call) {
    return Replies.of(apps.get(call.path("tsp")), Replies::ok);
  }

  @Delete("/{tsp}")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> delete(Call call) {
    return Replies.of(apps.delete(call.path("tsp")), _ -> Replies.noContent());
  }
}
