package dev.gladhand.bootstrap;

import dev.gladhand.application.Answer;
import dev.gladhand.application.invitation.InviteFleets;
import dev.gladhand.application.invitation.ManageOauthApps;
import io.micronaut.context.annotation.Prototype;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Invites a second fleet of the demo, and registers the OAuth applications through which it can
 * sign in.
 */
@Prototype
final class DemoInvitation {
  private final InviteFleets invite;
  private final ManageOauthApps apps;

  DemoInvitation(InviteFleets invite, ManageOauthApps apps) {
    this.invite = invite;
    this.apps = apps;
  }

  /**
   * Makes a link that a second fleet opens in a browser to create its connection.
   *
   * @param urls gives the address of the simulation of the provider with this slug
   */
  String make(UnaryOperator<String> urls) {
    for (var tsp : List.of("samsara", "motive")) {
      apps.put(
          tsp,
          Map.of("client_id", tsp + "-sandbox-client", "client_secret", tsp + "-sandbox-secret"));
    }
    var settings = new LinkedHashMap<String, Object>();
    for (var tsp : List.of("samsara", "motive", "superoffice", "fleetio", "webfleet", "geotab")) {
      settings.put(tsp, Map.of("base_url", urls.apply(tsp)));
    }
    var answer =
        invite.create(
            DemoFleet.PARTNER,
            Map.of(
                "fleet_ref",
                "demo-browser",
                "fleet_name",
                "your fleet",
                "limit_tsps",
                List.copyOf(settings.keySet()),
                "settings",
                settings,
                "expires_in_hours",
                BigDecimal.valueOf(672)));
    return switch (answer) {
      case Answer.Ok<InviteFleets.Sent>(var sent) -> String.valueOf(sent.view().link());
      case Answer.Refused<InviteFleets.Sent>(var refusal) ->
          throw new IllegalStateException("the demo's invitation was refused: " + refusal);
    };
  }
}
