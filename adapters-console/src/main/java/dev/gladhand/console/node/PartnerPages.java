package dev.gladhand.console.node;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.connection.PartnerId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates and changes partners, for the admin. */
@PagesAt("/console/partners")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class PartnerPages {
  private static final String PATH = "/console/partners";
  private static final String NAME = "Partners";
  private static final String FIELD = "name";
  private static final String NAME_OF = "Name";

  private final Frame frame;
  private final ManagePartners partners;

  PartnerPages(Frame frame, ManagePartners partners) {
    this.frame = frame;
    this.partners = partners;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needsAdmin(request);
    return show(request, 200, List.of(), Field.text(FIELD, NAME_OF, ""));
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    frame.needsAdmin(request);
    var name = frame.form(request).text(FIELD);
    return switch (frame.as(request, () -> partners.create(Map.of(FIELD, name)))) {
      case Answer.Ok<ManagePartners.WithSecret>(var made) -> secret(request, made);
      case Answer.Refused<ManagePartners.WithSecret>(Refusal.Invalid(var faults)) ->
          show(
              request,
              422,
              List.of(Block.bad("No partner was created. " + Frame.told(faults))),
              Field.text(FIELD, NAME_OF, name).withFault(faults.getFirst().message()));
      case Answer.Refused<ManagePartners.WithSecret>(var refusal) -> throw Frame.stop(refusal);
    };
  }

  @Post("/{id}/rotate-secret")
  HttpResponse<?> rotate(HttpRequest<?> request, String id) {
    frame.needsAdmin(request);
    frame.form(request);
    return secret(
        request,
        Frame.done(frame.as(request, () -> partners.rotateSecret(new PartnerId(Frame.id(id))))));
  }

  @Post("/{id}/disable")
  HttpResponse<?> disable(HttpRequest<?> request, String id) {
    frame.needsAdmin(request);
    frame.form(request);
    Frame.done(frame.as(request, () -> partners.disable(new PartnerId(Frame.id(id)))));
    return Pages.redirect(PATH);
  }

  /**
   * Shows a secret. It is only on the answer to the form, so loading the page again does not show
   * it.
   */
  private HttpResponse<?> secret(HttpRequest<?> request, ManagePartners.WithSecret made) {
    return frame.showOnce(
        request,
        NAME,
        List.of(
            Block.good("The secret below is shown this once."),
            new Block.Code("Client id", made.partner().clientId()),
            new Block.Code("Client secret", made.secret())),
        new Cell.Link(PATH, NAME));
  }

  private HttpResponse<?> show(HttpRequest<?> request, int status, List<Block> first, Field name) {
    var blocks = new ArrayList<>(first);
    blocks.add(Block.Form.post(PATH, List.of(name.asRequired()), "Create", "New partner"));
    blocks.add(
        new Block.Table(
            NAME,
            List.of("Id", "Name", "Client id", "Status", "Created", "Do"),
            partners.list().stream().map(PartnerPages::row).toList(),
            "There is no partner yet. Create one above."));
    return frame.show(request, status, NAME, NAME, blocks);
  }

  private static List<Cell> row(Partner partner) {
    var at = PATH + "/" + partner.id();
    return List.of(
        new Cell.Link("/console/operations?partner_id=" + partner.id(), partner.id().toString()),
        Cell.text(partner.name()),
        new Cell.Link("/console/audit?actor=" + partner.clientId(), partner.clientId()),
        Cell.word(partner.disabled() ? "disabled" : "active"),
        Cell.time(partner.createdAt()),
        new Block.Form(
            at + "/rotate-secret",
            true,
            List.of(),
            List.of(new Block.Button("Rotate secret"), Block.Button.to("Disable", at + "/disable")),
            ""));
  }
}
