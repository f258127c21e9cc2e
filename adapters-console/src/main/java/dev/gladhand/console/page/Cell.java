package dev.gladhand.console.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a cell of a table or beside a name. */
public sealed interface Cell
    permits Block.Form, Cell.Plain, Cell.Link, Cell.Time, Cell.Word, Cell.Many {
  /** Plain text, an empty one as a dash. */
  record Plain(String text) implements Cell {}

  /**
   * A link.
   *
   * @param href below the site's path, beginning with a slash, or a whole https address
   */
  record Link(String href, String text) implements Cell {}

  /** A moment, told as how long ago or ahead it is, with the exact one beside it. */
  record Time(Instant at) implements Cell {}

  /** A word of the API, such as a status, with a colour of its own. */
  record Word(String word) implements Cell {}

  /** Several, one after the other. */
  record Many(List<? extends Cell> cells) implements Cell {
    public Many {
      cells = List.copyOf(cells);
    }
  }

  /** Text, or a dash where there is none. */
  static Cell text(@Nullable Object text) {
    return new Plain(text == null ? "" : String.valueOf(text));
  }

  /** A word of the API, or a dash where there is none. */
  static Cell word(@Nullable Object word) {
    return word == null ? new Plain("") : new Word(String.valueOf(word));
  }

  /** A moment, or a dash where there is none. */
  static Cell time(@Nullable Instant at) {
    return at == null ? new Plain("") : new Time(at);
  }
}
