package dev.gladhand.http.operation;

import dev.gladhand.application.operation.OperationCsv;
import dev.gladhand.application.operation.ReadOperations;
import dev.gladhand.domain.operation.OperationId;
import dev.gladhand.http.stream.PieceStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Exports all operations that a list's filters match as CSV (RFC 4180): a header line, then one
 * line for each operation. Reads one page at a time, as fast as the client takes it.
 */
final class CsvExport implements PieceStream.Pieces {
  /**
   * The number of operations that are read together. It is small, because one payload may take 256
   * KiB.
   */
  private static final int PAGE = 20;

  private final OperationListRequest asked;
  private final ReadOperations operations;
  private final Runnable closed;
  private @Nullable OperationId after;
  private byte @Nullable [] first;
  private boolean headed;
  private boolean ended;

  /**
   * @param asked the filters; its page and cursor are ignored
   * @param now the end of the export: operations that are accepted later are left out
   * @param closed is run when reading has ended
   */
  CsvExport(OperationListRequest asked, ReadOperations operations, Instant now, Runnable closed) {
    this.asked = asked.whole(now, PAGE);
    this.operations = operations;
    this.closed = closed;
  }

  /** Reads the first page; false if there is none. Throws {@code StoreUnavailable}. */
  boolean begin() {
    first = next();
    return first != null;
  }

  @Override
  public byte @Nullable [] next() {
    var ready = first;
    first = null;
    if (ready != null) {
      return ready;
    }
    if (ended) {
      return null;
    }
    var found = operations.list(asked.part(after, PAGE));
    ended = found.size() < PAGE;
    if (!found.isEmpty()) {
      after = found.getLast().id();
    }
    var text = (headed ? "" : OperationCsv.head()) + OperationCsv.lines(found);
    headed = true;
    return text.isEmpty() ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    ended = true;
    closed.run();
  }
}
