package dev.gladhand.console.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page.
 *
 * @param title the page's only heading of the first level
 * @param navigation the links to other pages; empty if there are none
 * @param current the link in the navigation to which this page belongs, or empty
 * @param account the signed-in client and where to sign out; null if nobody is signed in
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

  /** A page without navigation. */
  public static Page alone(String title, List<Block> blocks) {
    return new Page(title, List.of(), "", null, blocks);
  }

  /** The signed-in client. */
  public record Account(String name, String signOut) {}
}
