package dev.gladhand.console.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A page with all that the templates need to write it for one request.
 *
 * @param site the prefix of all addresses
 * @param csrf the token of this browser's forms
 * @param now the time to which relative times refer
 */
public record View(
    Page page, String site, String csrf, Assets assets, Messages words, Instant now) {
  private static final Duration DAY = Duration.ofDays(1);

  /**
   * The address of a path on this site, with the site's prefix; a whole https address is returned
   * unchanged.
   */
  public String href(String href) {
    return href.startsWith("/") ? site + href : href;
  }

  public String asset(String file) {
    return site + assets.path(file);
  }

  /** Whether a part of the page is updated while it is open. */
  public boolean live() {
    return page.blocks().stream().anyMatch(one -> one instanceof Block.Live live && live.running());
  }

  /** Whether a part of the page is sent by a stream of changes. */
  public boolean streams() {
    return page.blocks().stream()
        .anyMatch(one -> one instanceof Block.Live live && live.running() && live.stream() != null);
  }

  /** Whether the page contains a chart. */
  public boolean charts() {
    return charts(page.blocks());
  }

  private static boolean charts(List<Block> blocks) {
    return blocks.stream()
        .anyMatch(
            one ->
                one instanceof Block.Chart
                    || one instanceof Block.Live live && charts(live.blocks()));
  }

  public String word(String key) {
    return words.get(key);
  }

  /** A time relative to now, in the past or the future. */
  public String ago(Instant at) {
    var age = Duration.between(at, now);
    var length = age.abs();
    var told =
        length.compareTo(DAY) >= 0
            ? length.toDays() + " d"
            : length.toHours() > 0
                ? length.toHours() + " h"
                : length.toMinutes() > 0 ? length.toMinutes() + " min" : length.toSeconds() + " s";
    return age.isNegative() ? "in " + told : told + " ago";
  }

  /** The CSS classes for a word of the API. */
  public static String style(String word) {
    return "word word-" + word.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /** The CSS classes for a notice. */
  public static String style(Block.Tone tone) {
    return "notice notice-" + tone.name().toLowerCase(Locale.ROOT);
  }
}
