package dev.gladhand.console.connection;

import dev.gladhand.application.connection.ReadConnections;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.connection.ConnectionId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Invites the fleet of a connection to give it new credentials. */
@PagesAt(At.CONNECTIONS)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class ReconnectPages {
  private final Frame frame;
  private final ReadConnections read;
  private final InviteFleets invite;

  ReconnectPages(Frame frame, ReadConnections read, InviteFleets invite) {
    this.frame = frame;
    this.read = read;
    this.invite = invite;
  }

  /**
   * Makes a link with which the fleet can give the connection new credentials. Only the answer to
   * the form shows the link; loading the page again does not.
   */
  @Post("/{id}/reconnect")
  HttpResponse<?> reconnect(HttpRequest<?> request, String id) {
    frame.form(request);
    frame.needs(request, Scopes.INVITATION_CREATE);
    frame.needs(request, Scopes.CONNECTION_READ);
    var view = frame.found(request, partner -> read.get(partner, new ConnectionId(Frame.id(id))));
    var connection = view.connection();
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("connection_id", connection.id().toString());
    body.put("fleet_ref", view.toJson().get("fleet_ref"));
    var sent = Frame.done(frame.as(request, () -> invite.create(connection.partner(), body)));
    var link = sent.view().link();
    var blocks = new ArrayList<Block>();
    blocks.add(
        Block.good(
            "Send the link below to the fleet. It is shown this once. After the fleet has signed in"
                + " with it, the waiting writes are delivered."));
    if (link != null) {
      blocks.add(new Block.Code("Link", link));
      blocks.add(
          new Block.Links(new Cell.Link(there(link, connection.tsp().slug()), "Open the link")));
    }
    blocks.add(
        new Block.Links(
            new Cell.Link(At.CONNECTIONS + "/" + connection.id(), "The connection"),
            new Cell.Link("/console/invitations", "Invitations")));
    return frame.show(request, "Connections", "Reconnect a fleet", blocks);
  }

  /**
   * The link changed so that it leads to the form of this provider. Unchanged, it leads to the
   * choice of a provider.
   */
  private static String there(String link, String tsp) {
    return link.replace("/connect?", "/connect/" + tsp + "?");
  }
}
