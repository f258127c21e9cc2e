package dev.gladhand.console.operation;

import dev.gladhand.application.operation.OperationCsv;
import dev.gladhand.application.operation.OperationView;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.OpenStreams;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.OperationId;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import jakarta.inject.Named;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Exports all operations that the list's filters match as a file. */
@PagesAt("/console/operations.csv")
@Secured(SecurityRule.IS_AUTHENTICATED)
final class CsvPages {
  /**
   * The number of operations that are read together. It is small, because one payload may take 256
   * KiB.
   */
  private static final int PART = 50;

  /** The time after which a client that reads nothing is disconnected. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int PLACES = 16;
  private static final int EACH = 2;

  private final Frame frame;
  private final ReadOperations operations;
  private final InstantSource clock;
  private final Scheduler blocking;
  private final OpenStreams open;

  CsvPages(
      Frame frame,
      ReadOperations operations,
      InstantSource clock,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.frame = frame;
    this.operations = operations;
    this.clock = clock;
    this.blocking = Schedulers.fromExecutorService(blocking);
    this.open =
        new OpenStreams(
            PLACES,
            EACH,
            "The node writes at most %d files of one client at once, and %d of all clients."
                .formatted(EACH, PLACES));
  }

  @Get
  HttpResponse<?> all(HttpRequest<?> request) {
    frame.needs(request, Scopes.OPERATION_READ);
    var query = frame.query(request);
    var now = clock.instant();
    var end = query.text("to_datetime").isEmpty() ? now.toString() : query.text("to_datetime");
    var bounded = Inputs.parse(query.with("to_datetime", end));
    var export = new Export(new OperationFilters(bounded, now), frame.partners(request));
    export.read();
    var client = frame.who(request).clientId();
    return HttpResponse.ok(
            open.open(client, Flux.<byte[]>generate(export::next).timeout(PATIENCE))
                .subscribeOn(blocking))
        .contentType("text/csv; charset=utf-8; header=present")
        .header("Content-Disposition", "attachment; filename=\"operations.csv\"");
  }

  /** The content of an exported file, which is made in parts. Not thread-safe. */
  private final class Export {
    private final OperationFilters filters;
    private final List<PartnerId> partners;
    private List<OperationView> part = List.of();
    private @Nullable OperationId after;
    private boolean begun;

    private Export(OperationFilters filters, List<PartnerId> partners) {
      this.filters = filters;
      this.partners = partners;
    }

    /**
     * Reads the next part. The first part is read before the answer begins, because reading it may
     * end the request with an error.
     */
    private void read() {
      do {
        var found = filters.page(operations, partners, after, PART);
        part = found.operations();
        after = found.next();
      } while (part.isEmpty() && after != null);
    }

    private void next(SynchronousSink<byte[]> out) {
      if (begun) {
        if (after == null) {
          out.complete();
          return;
        }
        read();
      }
      var text = (begun ? "" : OperationCsv.head()) + OperationCsv.lines(part);
      begun = true;
      out.next(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
