package dev.gladhand.console.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The content of a table cell or of a value. */
public sealed interface Cell
    permits Block.Form, Cell.Plain, Cell.Link, Cell.Time, Cell.Word, Cell.Many {
  /** A plain text; an empty one is shown as a dash. */
  record Plain(String text) implements Cell {}

  /**
   * A link.
   *
   * @param href a path below the site's path with a leading slash, or a whole https address
   */
  record Link(String href, String text) implements Cell {}

  /** A time, shown relative to now with the exact time beside it. */
  record Time(Instant at) implements Cell {}

  /** A word of the API, such as a status, with its own colour. */
  record Word(String word) implements Cell {}

  /** Several cells, one after the other. */
  record Many(List<? extends Cell> cells) implements Cell {
    public Many {
      cells = List.copyOf(cells);
    }
  }

  /** A text, or a dash if there is none. */
  static Cell text(@Nullable Object text) {
    return new Plain(text == null ? "" : String.valueOf(text));
  }

  /** A word of the API, or a dash if there is none. */
  static Cell word(@Nullable Object word) {
    return word == null ? new Plain("") : new Word(String.valueOf(word));
  }

  /** A time, or a dash if there is none. */
  static Cell time(@Nullable Instant at) {
    return at == null ? new Plain("") : new Time(at);
  }
}
