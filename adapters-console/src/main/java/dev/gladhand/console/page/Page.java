package dev.gladhand.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page.
 *
 * @param title its only heading of the first level
 * @param navigation what leads elsewhere; empty where there is nowhere else to go
 * @param current the link of the navigation that this page belongs to, or empty
 * @param account where to sign out, and who is signed in; null where nobody is
 */
public record Page(
    String title,
    List<Cell.Link> navigation,
    String current,
    @Nullable Account account,
    List<Block> blocks) {
  public Page {
    navigation = List.copyOf(navigation);
    blocks = List.copyOf(blocks);
  }

  /** A page that stands alone. */
  public static Page alone(String title, List<Block> blocks) {
    return new Page(title, List.of(), "", null, blocks);
  }

  /** Who is signed in. */
  public record Account(String name, String signOut) {}
}
