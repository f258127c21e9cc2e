package dev.gladhand.console.invitation;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.invitation.InvitationView;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.console.page.Stop;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.field.Wire;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.invitation.InvitationStatus;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The page that lists the invitations of fleets, and creates and deletes them. */
@PagesAt(InvitationPages.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class InvitationPages {
  static final String PATH = "/console/invitations";

  private static final String NAME = "Invitations";
  private static final String STATUS = "status";
  private static final String FLEET = "fleet_ref";
  private static final String HOURS = "expires_in_hours";
  private static final String TSPS = "limit_tsps";
  private static final int MOST = 200;

  private final Frame frame;
  private final InviteFleets invite;
  private final DescribeTsps tsps;

  InvitationPages(Frame frame, InviteFleets invite, DescribeTsps tsps) {
    this.frame = frame;
    this.invite = invite;
    this.tsps = tsps;
  }

  @Get
  HttpResponse<?> list(HttpRequest<?> request) {
    frame.needs(request, Scopes.INVITATION_READ);
    return show(request, 200, List.of(), frame.query(request), List.of());
  }

  @Post
  HttpResponse<?> create(HttpRequest<?> request) {
    var form = frame.form(request);
    frame.needs(request, Scopes.INVITATION_CREATE);
    frame.needs(request, Scopes.INVITATION_READ);
    var partner = frame.owner(request, form);
    var body = body(form);
    return switch (frame.as(request, () -> invite.create(partner, body))) {
      case Answer.Ok<InviteFleets.Sent>(var sent) -> {
        var link = sent.view().link();
        yield frame.showOnce(
            request,
            NAME,
            List.of(
                Block.good(
                    sent.refreshed()
                        ? "The fleet was invited before: the link below takes the place of the one"
                            + " before. It is shown this once."
                        : "The link below is shown this once."),
                new Block.Code("Link", link == null ? "" : link)),
            new Cell.Link(PATH, NAME));
      }
      case Answer.Refused<InviteFleets.Sent>(Refusal.Invalid(var faults)) ->
          show(
              request,
              422,
              List.of(Block.bad("Nobody was invited. " + Frame.told(faults))),
              form,
              faults);
      case Answer.Refused<InviteFleets.Sent>(var refusal) -> {
        var stop = Frame.stop(refusal);
        yield show(request, stop.status(), List.of(Block.bad(stop.why())), form, List.of());
      }
    };
  }

  private static Map<String, @Nullable Object> body(Inputs form) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    for (var field : fields()) {
      if (!form.text(field.name()).isEmpty()) {
        body.put(field.name(), form.text(field.name()));
      }
    }
    if (!form.all(TSPS).isEmpty()) {
      body.put(TSPS, form.all(TSPS));
    }
    var hours = form.text(HOURS);
    if (!hours.isEmpty()) {
      body.put(HOURS, hours.matches("[0-9]{1,9}") ? new BigDecimal(hours) : hours);
    }
    return body;
  }

  private static List<Field> fields() {
    return Stream.of(
            FLEET,
            "fleet_name",
            "fleet_email",
            "connection_id",
            "success_redirect_url",
            "failure_redirect_url")
        .map(name -> Field.text(name, name, ""))
        .toList();
  }

  private Block form(HttpRequest<?> request, Inputs typed, List<FieldFault> faults) {
    var controls = new ArrayList<Field>();
    fields()
        .forEach(
            field ->
                controls.add(Field.text(field.name(), field.label(), typed.text(field.name()))));
    var slugs = Field.Option.of(tsps.list().stream().map(tsp -> AnswerJson.text(tsp, "slug")));
    controls.add(Field.choices(TSPS, TSPS, slugs, typed.all(TSPS)).withHint("All, if none."));
    controls.add(
        Field.of(HOURS, HOURS, Field.Kind.NUMBER, typed.text(HOURS)).withHint("24, if empty."));
    frame.ownerField(request, typed).forEach(controls::add);
    var shown = controls.stream().map(field -> Frame.withFault(field, faults)).toList();
    return Block.Form.post(PATH, shown, "Create", "New invitation");
  }

  private HttpResponse<?> show(
      HttpRequest<?> request,
      int status,
      List<? extends Block> first,
      Inputs typed,
      List<FieldFault> faults) {
    var query = frame.query(request);
    var blocks = new ArrayList<Block>(first);
    blocks.add(form(request, typed, faults));
    InvitationStatus wanted;
    try {
      wanted = status(query);
    } catch (Stop wrong) {
      // The entered text stays, and the fault is shown at its control.
      blocks.addFirst(Block.bad(wrong.why()));
      blocks.add(filters(query, wrong));
      return frame.show(request, wrong.status(), NAME, NAME, blocks);
    }
    blocks.add(filters(query, null));
    var rows =
        frame.partners(request).stream()
            .flatMap(
                partner -> invite.list(partner, wanted, query.optional(FLEET), null, MOST).stream())
            .sorted(
                Comparator.comparing((InvitationView view) -> view.invitation().id().toString())
                    .reversed())
            .limit(MOST)
            .map(InvitationPages::row)
            .toList();
    blocks.add(
        new Block.Table(
            "Invitations, newest first, at most " + MOST,
            List.of(
                "Id", "Fleet", "Name", "Status", "Created", "Expires", "Connections", "Why", "Do"),
            rows,
            wanted == null && query.text(FLEET).isEmpty()
                ? "No fleet is invited yet. Create an invitation above and send its link."
                : "No invitation matches the filters."));
    return frame.show(request, status, NAME, NAME, blocks);
  }

  private static @Nullable InvitationStatus status(Inputs query) {
    var word = query.text(STATUS);
    return word.isEmpty()
        ? null
        : Wire.of(InvitationStatus.class, word)
            .orElseThrow(() -> new Stop(400, "status must be of " + words() + ".", STATUS));
  }

  private static String words() {
    return Stream.of(InvitationStatus.values())
        .map(InvitationStatus::wire)
        .collect(Collectors.joining(", "));
  }

  /**
   * The form with the filters of the list.
   *
   * @param wrong why the filters cannot be read, with the name of the control; null if they can
   */
  private static Block filters(Inputs query, @Nullable Stop wrong) {
    var statuses =
        Field.Option.of("all", Stream.of(InvitationStatus.values()).map(InvitationStatus::wire));
    return Block.Form.filters(
        PATH,
        List.of(
            Field.choice(STATUS, "Status", statuses, query.text(STATUS)),
            Field.text(FLEET, "Fleet", query.text(FLEET))),
        wrong);
  }

  private static List<Cell> row(InvitationView view) {
    var json = view.toJson();
    var id = AnswerJson.text(json, "id");
    var links =
        AnswerJson.list(json.get("connection_ids")).stream()
            .map(one -> At.one(At.CONNECTIONS, String.valueOf(one)))
            .toList();
    return List.of(
        new Cell.Link("/console/audit?object_id=" + id, id),
        Cell.text(json.get("fleet_ref")),
        Cell.text(json.get("fleet_name")),
        Cell.word(json.get("status")),
        AnswerJson.time(json, "created_at"),
        AnswerJson.time(json, "expires_at"),
        new Cell.Many(links),
        Cell.text(json.get("decline_reason")),
        Block.Form.buttons(PATH + "/" + id + "/delete", "", new Block.Button("Delete")));
  }

  @Post("/{id}/delete")
  HttpResponse<?> delete(HttpRequest<?> request, String id) {
    return frame.post(
        request,
        Scopes.INVITATION_DELETE,
        partner -> invite.delete(partner, new InvitationId(Frame.id(id))),
        PATH);
  }
}
