package dev.gladhand.console.page;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a page, from the top to the bottom of it. Texts are escaped when they are written. */
public sealed interface Block {

  /** A heading of the second level. */
  record Heading(String text) implements Block {}

  /** A sentence. */
  record Text(String text) implements Block {}

  /** Something that the reader must not overlook. */
  record Notice(Tone tone, String text) implements Block {}

  /** What a notice means. */
  enum Tone {
    GOOD,
    BAD,
    PLAIN
  }

  /** Names and what they are, in the order given. */
  record Facts(Map<String, Cell> facts) implements Block {}

  /**
   * A table.
   *
   * @param caption read out before the table
   * @param empty what to do where there are no rows
   */
  record Table(String caption, List<String> columns, List<List<Cell>> rows, String empty)
      implements Block {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** Links side by side. */
  record Links(List<Cell.Link> links) implements Block {
    public Links {
      links = List.copyOf(links);
    }
  }

  /** A text in its own form, with a button that copies it. */
  record Code(String label, String text) implements Block {}

  /** What is shown once its summary is opened. */
  record Details(String summary, List<Block> blocks, boolean open) implements Block {
    public Details {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * Parts that are loaded again every few seconds while the page is open.
   *
   * @param running false while its reader has stopped it
   */
  record Live(String id, boolean running, List<Block> blocks) implements Block {
    /** The parameter of an address that says whether its live part is stopped. */
    public static final String PARAMETER = "live";

    private static final String PAUSED = "paused";

    public Live {
      blocks = List.copyOf(blocks);
    }

    /** The live part of the page at this address, with the button that stops or starts it. */
    public static List<Block> of(String path, Inputs query, List<Block> blocks) {
      var running = !query.text(PARAMETER).equals(PAUSED);
      var button = running ? new Button("Pause", PARAMETER, PAUSED, null) : new Button("Resume");
      var control = new Form(path, false, query.hidden(PARAMETER), List.of(button), "Live view");
      return List.of(control, new Live("live", running, blocks));
    }
  }

  /**
   * A form; one that is posted carries a CSRF token by itself.
   *
   * @param more fields that are seen once they are asked for
   */
  record Form(
      String action,
      boolean post,
      List<Field> fields,
      List<Field> more,
      List<Button> buttons,
      String label)
      implements Block, Cell {
    public Form {
      fields = List.copyOf(fields);
      more = List.copyOf(more);
      buttons = List.copyOf(buttons);
    }

    /** A form whose fields are all seen. */
    public Form(
        String action, boolean post, List<Field> fields, List<Button> buttons, String label) {
      this(action, post, fields, List.of(), buttons, label);
    }

    /** A form of buttons, posted to one address. */
    public static Form buttons(String action, String label, Button... buttons) {
      return new Form(action, true, List.of(), List.of(buttons), label);
    }
  }

  /**
   * A button that sends its form.
   *
   * @param name with {@code value} tells which button it was; empty where there is only one
   * @param action where it sends to instead of the form's own address, or null
   */
  record Button(String text, String name, String value, @Nullable String action) {
    public Button(String text) {
      this(text, "", "", null);
    }

    /** A button that sends its form to an address of its own. */
    public static Button to(String text, String action) {
      return new Button(text, "", "", action);
    }
  }
}
