package dev.gladhand.testkit.tsp;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Retry;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspJson;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists Acme's vehicles. */
final class AcmeDirectory implements Directory {
  private final AcmeAdapter acme;

  AcmeDirectory(AcmeAdapter acme) {
    this.acme = acme;
  }

  @Override
  public Set<Resource> resources() {
    return Set.of(Resource.VEHICLE);
  }

  @Override
  public Listing list(Resource resource, @Nullable String cursor, TspAccess tsp) {
    var path = "/vehicles" + (cursor == null ? "" : "?after=" + cursor);
    return switch (acme.look(tsp, path)) {
      case Exchange.Answered answered -> page(answered);
      case Exchange.Failed failed -> new Listing.Failed(failed.error(), new Retry.Backoff());
    };
  }

  private static Listing page(Exchange.Answered answered) {
    var items = TspJson.items(answered.json(), "items");
    if (items == null) {
      return new Listing.Failed(
          answered.error(ErrorType.TSP, "no list of vehicles", false), new Retry.Backoff());
    }
    var entries =
        items.stream()
            .map(item -> new Entry(Objects.requireNonNull(TspJson.id(item, "id")), null, Map.of()))
            .toList();
    return new Listing.Page(entries, TspJson.string(answered.json(), "next"));
  }
}
