package dev.gladhand.application.reference;

import dev.gladhand.application.Answer;
import dev.gladhand.application.store.References;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the known records of a partner's connections. Blocks; throws {@code StoreUnavailable}. */
public final class ReadReferences {
  private final References references;

  public ReadReferences(References references) {
    this.references = references;
  }

  public Answer<ReferenceView> get(PartnerId partner, Resource resource, ResourceId id) {
    return references
        .find(partner, resource, id)
        .map(found -> Answer.ok(new ReferenceView(found)))
        .orElseGet(() -> Answer.notFound(resource.wire() + " " + id + " does not exist"));
  }

  /**
   * The filters of the list.
   *
   * @param fleetRefs empty for all
   */
  public record Filter(
      Resource resource,
      @Nullable ConnectionId connection,
      List<String> fleetRefs,
      @Nullable SourceId source) {
    public Filter {
      fleetRefs = List.copyOf(fleetRefs);
    }
  }

  /**
   * A page of the known records, ordered by id, that begins after {@code after}, or with the first
   * one if that is null. To see whether a further page exists, ask for one more than needed.
   */
  public List<ReferenceView> list(
      PartnerId partner, Filter filter, @Nullable ResourceId after, int size) {
    return references
        .list(
            partner,
            filter.resource,
            filter.connection,
            filter.fleetRefs,
            filter.source,
            after,
            size)
        .stream()
        .map(ReferenceView::new)
        .toList();
  }
}
