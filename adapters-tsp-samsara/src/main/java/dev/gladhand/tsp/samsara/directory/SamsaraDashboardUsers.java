package dev.gladhand.tsp.samsara.directory;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.tsp.Settler.Settlement;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.List;

/**
 * Settles creates of dashboard users. A user is looked up by e-mail address, which is unique; if
 * one is found, it is not known whether this write or an earlier one created it.
 */
public final class SamsaraDashboardUsers {
  private static final int MOST_PAGES = 40;

  private final TspApi api;

  public SamsaraDashboardUsers(TspApi api) {
    this.api = api;
  }

  public Settlement settle(Write<?> write, TspAccess tsp) {
    var email = write.payload().fields().get(User.USER_EMAIL);
    var after = "";
    for (var page = 0; page < MOST_PAGES; page++) {
      switch (api.readPage(api.get(tsp.settings(), "/users?limit=512" + after), tsp)) {
        case Exchange.Failed failed -> {
          return new Settlement.TryLater(failed.error());
        }
        case Exchange.Answered answered -> {
          var json = answered.json();
          var data = TspJson.items(json, "data");
          if (data == null) {
            return new Settlement.TryLater(
                answered.error(ErrorType.TSP, "the list of users cannot be read", false));
          }
          if (holds(data, email == null ? "" : email)) {
            return new Settlement.CannotTell(
                "a user with this e-mail address exists, and this call or an earlier one made it");
          }
          var next = SamsaraPages.next(json);
          if (next == null) {
            return new Settlement.NotApplied();
          }
          after = "&after=" + TspApi.encode(next);
        }
      }
    }
    return new Settlement.CannotTell("there are more users than the gateway reads");
  }

  private static boolean holds(List<TspJson> data, String email) {
    return data.stream().anyMatch(user -> email.equalsIgnoreCase(TspJson.string(user, "email")));
  }
}
