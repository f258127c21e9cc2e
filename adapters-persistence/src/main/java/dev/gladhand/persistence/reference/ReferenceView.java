package dev.gladhand.persistence.reference;

import dev.gladhand.application.store.References.Stored;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.ResourceId;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of references, with those columns of its connection that partners see. It is
 * read and never written.
 *
 * @param roles as JSON
 * @param fields as JSON, or null if there are none
 */
@MappedEntity(value = "reference", escape = false)
record ReferenceView(
    @Id UUID id,
    String resource,
    @Nullable String sourceId,
    @Nullable String name,
    String roles,
    @Nullable String fields,
    UUID connectionId,
    String tsp,
    @Nullable String fleetRef,
    Instant createdAt,
    Instant updatedAt) {

  Stored stored() {
    return new Stored(
        new ResourceId(id),
        Resource.ofWire(resource).orElseThrow(),
        sourceId == null ? null : new SourceId(sourceId),
        name,
        StoredJson.strings(roles),
        fields == null ? Map.of() : StoredJson.object(fields),
        new ConnectionId(connectionId),
        new TspId(tsp),
        fleetRef,
        createdAt,
        updatedAt);
  }
}
