package dev.gladhand.http.partner;

import dev.gladhand.application.PartnerCaps;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.application.write.KeptBytes;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.Moments;
import dev.gladhand.http.Api;
import dev.gladhand.http.answer.Replies;
import dev.gladhand.http.request.Call;
import dev.gladhand.http.request.Takes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.Map;

/** Creates and changes partners, for the operator. */
@Api("/v2/admin/partners")
final class PartnerController {
  private final ManagePartners partners;
  private final PartnerCaps caps;
  private final KeptBytes kept;

  PartnerController(ManagePartners partners, PartnerCaps caps, KeptBytes kept) {
    this.partners = partners;
    this.caps = caps;
    this.kept = kept;
  }

  @Post
  @Secured(Scopes.ADMIN)
  @Takes
  HttpResponse<?> create(Call call) {
    return Replies.of(partners.create(call.body()), made -> withSecret(201, made));
  }

  @Get
  @Secured(Scopes.ADMIN)
  HttpResponse<?> list(Call call) {
    var shown = new LinkedHashMap<String, Object>();
    var bytes = kept.all();
    shown.put(
        "items",
        partners.list().stream()
            .map(
                partner -> {
                  var json = json(partner);
                  json.put("kept_bytes", bytes.getOrDefault(partner.id(), 0L));
                  return json;
                })
            .toList());
    shown.put(
        "caps",
        Map.of(
            "webhooks", caps.webhooks(),
            "invitations", caps.invitations(),
            "connections", caps.connections(),
            "references", caps.references(),
            "kept_bytes", caps.keptBytes()));
    return Replies.ok(shown);
  }

  @Post("/{id}/rotate-secret")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> rotateSecret(Call call) {
    return Replies.of(partners.rotateSecret(id(call)), changed -> withSecret(200, changed));
  }

  @Post("/{id}/disable")
  @Secured(Scopes.ADMIN)
  HttpResponse<?> disable(Call call) {
    return Replies.of(partners.disable(id(call)), changed -> Replies.ok(json(changed)));
  }

  @Patch("/{id}")
  @Secured(Scopes.ADMIN)
  @Takes
  HttpResponse<?> update(Call call) {
    return Replies.of(partners.update(id(call), call.body()), changed -> Replies.ok(json(changed)));
  }

  private static PartnerId id(Call call) {
    return new PartnerId(call.id("id", "partner"));
  }

  private static MutableHttpResponse<byte[]> withSecret(
      int status, ManagePartners.WithSecret made) {
    var shown = new LinkedHashMap<String, Object>();
    json(made.partner())
        .forEach(
            (name, value) -> {
              shown.put(name, value);
              if (name.equals("client_id")) {
                shown.put("client_secret", made.secret());
              }
            });
    return Replies.json(status, shown).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static Map<String, Object> json(Partner partner) {
    var json = new LinkedHashMap<String, Object>();
    json.put("id", partner.id().toString());
    json.put("name", partner.name());
    json.put("client_id", partner.clientId());
    json.put("scopes", partner.scopes());
    json.put("disabled", partner.disabled());
    json.put("redirect_origins", partner.redirectOrigins());
    json.put("created_at", Moments.format(partner.createdAt()));
    json.put("updated_at", Moments.format(partner.updatedAt()));
    return json;
  }
}
