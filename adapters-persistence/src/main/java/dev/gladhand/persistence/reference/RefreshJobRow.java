package dev.gladhand.persistence.reference;

import dev.gladhand.application.store.RefreshJobs.Job;
import dev.gladhand.domain.connection.ConnectionId;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.json.JsonWriter;
import dev.gladhand.persistence.sql.Micros;
import dev.gladhand.persistence.sql.StoredJson;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of refresh jobs.
 *
 * @param openFor the connection while the job is pending, null afterwards; it is unique, so that a
 *     connection has one pending job at a time
 * @param counts as JSON
 */
@MappedEntity(value = "refresh_job", escape = false)
record RefreshJobRow(
    @Id UUID id,
    UUID partnerId,
    UUID connectionId,
    @Nullable UUID openFor,
    String status,
    @Nullable String resource,
    @Nullable String pageCursor,
    String counts,
    int pages,
    @Nullable String errorDetails,
    @Nullable String leasedBy,
    @Nullable Instant leaseUntil,
    Instant createdAt,
    @Nullable Instant begunAt,
    Instant updatedAt) {

  /** Makes the row of a job on which no node is working. */
  static RefreshJobRow of(Job job) {
    return new RefreshJobRow(
        job.id(),
        job.partner().value(),
        job.connection().value(),
        "pending".equals(job.status()) ? job.connection().value() : null,
        job.status(),
        job.resource(),
        job.cursor(),
        JsonWriter.text(job.counts()),
        job.pages(),
        job.errorDetails(),
        null,
        null,
        Micros.of(job.createdAt()),
        Micros.ofMaybe(job.begunAt()),
        Micros.of(job.updatedAt()));
  }

  /**
   * Makes a copy of this row in which the node has the right to work on the job until the given
   * time.
   *
   * @param begun when the job begins; ignored if it has already begun
   */
  RefreshJobRow heldBy(String node, Instant until, Instant begun) {
    return new RefreshJobRow(
        id,
        partnerId,
        connectionId,
        openFor,
        status,
        resource,
        pageCursor,
        counts,
        pages,
        errorDetails,
        node,
        Micros.of(until),
        createdAt,
        begunAt == null ? begun : begunAt,
        updatedAt);
  }

  Job job() {
    return new Job(
        id,
        new PartnerId(partnerId),
        new ConnectionId(connectionId),
        status,
        resource,
        pageCursor,
        numbers(counts),
        pages,
        errorDetails,
        createdAt,
        begunAt,
        updatedAt);
  }

  private static Map<String, Integer> numbers(String text) {
    var numbers = new LinkedHashMap<String, Integer>();
    StoredJson.object(text)
        .forEach(
            (resource, count) ->
                numbers.put(
                    resource, count instanceof BigDecimal number ? number.intValueExact() : 0));
    return numbers;
  }
}
