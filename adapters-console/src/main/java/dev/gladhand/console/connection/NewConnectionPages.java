package dev.gladhand.console.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.connection.ConnectionView;
import dev.gladhand.application.connection.CreateConnection;
import dev.gladhand.application.connection.DescribeTsps;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.AnswerJson;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.field.FieldFault;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;

/** Creates a connection with a form that is made from the declarations of its provider. */
@PagesAt(NewConnectionPages.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class NewConnectionPages {
  static final String PATH = At.CONNECTIONS + "/new";

  private static final String TSP = "source_name";
  private static final String KIND = "kind";

  private final Frame frame;
  private final DescribeTsps tsps;
  private final CreateConnection create;

  NewConnectionPages(Frame frame, DescribeTsps tsps, CreateConnection create) {
    this.frame = frame;
    this.tsps = tsps;
    this.create = create;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    needs(request);
    var query = frame.query(request);
    if (query.text(TSP).isEmpty()) {
      return page(request, 200, List.of(choice(query)));
    }
    return form(request, 200, List.of(), query, query, List.of());
  }

  @Post
  HttpResponse<?> make(HttpRequest<?> request) {
    var typed = frame.newWork(request);
    needs(request);
    var query = frame.query(request);
    var partner = frame.owner(request, typed);
    var body = provider(query).body(query.text(TSP), typed);
    return switch (frame.as(request, () -> create.create(partner, body))) {
      case Answer.Ok<ConnectionView>(var view) ->
          Pages.redirect(At.CONNECTIONS + "/" + view.connection().id());
      case Answer.Refused<ConnectionView>(Refusal.Invalid(var faults)) ->
          form(request, 422, refused(provider(query).others(faults)), query, typed, faults);
      case Answer.Refused<ConnectionView>(var refusal) -> {
        var stop = Frame.stop(refusal);
        var told = List.<Block>of(Block.bad(stop.why()));
        yield form(request, stop.status(), told, query, typed, List.of());
      }
    };
  }

  private void needs(HttpRequest<?> request) {
    frame.needs(request, Scopes.CONNECTION_CREATE);
    frame.needs(request, Scopes.CONNECTION_READ);
  }

  private static List<Block> refused(List<FieldFault> others) {
    var blocks = new ArrayList<Block>();
    blocks.add(
        Block.bad("No connection was made. Enter the secrets again: they are never shown again."));
    if (!others.isEmpty()) {
      blocks.add(Block.bad(Frame.told(others)));
    }
    return blocks;
  }

  private Block choice(Inputs query) {
    var options = Field.Option.of(tsps.list().stream().map(tsp -> AnswerJson.text(tsp, "slug")));
    return Block.Form.query(
        PATH, List.of(Field.choice(TSP, "TSP", options, query.text(TSP))), "Next", "Provider");
  }

  private ConnectionForm provider(Inputs query) {
    return ConnectionForm.of(Frame.done(tsps.get(query.text(TSP))), query.text(KIND));
  }

  private HttpResponse<?> form(
      HttpRequest<?> request,
      int status,
      List<Block> first,
      Inputs query,
      Inputs typed,
      List<FieldFault> faults) {
    var provider = provider(query);
    var blocks = new ArrayList<Block>(List.of(choice(query)));
    blocks.addAll(first);
    var kinds = new ArrayList<Cell.Link>();
    for (var other = 0; other < provider.kinds().size(); other++) {
      if (other != provider.kind()) {
        kinds.add(
            new Cell.Link(
                PATH + "?" + query.with(KIND, Integer.toString(other)),
                "Use instead: " + provider.kinds().get(other)));
      }
    }
    if (!kinds.isEmpty()) {
      blocks.add(new Block.Links(kinds));
    }
    var main = new ArrayList<>(frame.ownerField(request, typed).toList());
    main.addAll(provider.asked(typed, faults));
    blocks.add(
        Block.Form.post(
            PATH + "?" + query.with("", null),
            main,
            provider.settings(typed, faults),
            "Create",
            "New connection"));
    return page(request, status, blocks);
  }

  private HttpResponse<?> page(HttpRequest<?> request, int status, List<Block> blocks) {
    return frame.show(request, status, "Connections", "New connection", blocks);
  }
}
