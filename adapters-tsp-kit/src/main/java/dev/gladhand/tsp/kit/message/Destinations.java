package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.OtherWrite;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Unanswered;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.record.PlainText;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the destination of a message at a TSP that sends it not to the recipient, but for example
 * to the vehicle of a driver. The settings name the destination of a recipient, otherwise the TSP
 * is asked for it.
 *
 * @param kind what a destination is, such as {@code vehicle}
 * @param redirects whether messages go to such destinations; if not, they go to their recipients
 * @param named gives the destination that the settings name for a recipient; null if they name none
 * @param source asks the TSP for the destination of a recipient
 * @param missing why a recipient has no destination, such as {@code is signed on to no vehicle}
 */
public record Destinations(
    String kind,
    Predicate<Settings> redirects,
    BiFunction<Settings, String, @Nullable String> named,
    Source source,
    String missing) {
  /**
   * For how many recipients at most the TSP is asked for the destination when a message is settled.
   * This is enough: recipients get their calls one after the other, so an unanswered call was for
   * one of the first recipients that still need the message.
   */
  private static final int MOST_ASKED = 20;

  /**
   * Asks the TSP for the destination of a recipient; the destination is empty if the recipient has
   * none.
   */
  public interface Source {
    /**
     * The destination of a recipient at present; each call asks the TSP. For messages that are
     * sent.
     */
    Fact<String> now(String recipient, TspAccess tsp);

    /**
     * The destination of a recipient at present or a short time ago; the TSP is not asked if a
     * recent answer is cached. For dry runs and for settling.
     */
    Fact<String> recent(String recipient, TspAccess tsp);
  }

  /**
   * The destination to which a message to this recipient is sent now; empty if the recipient has
   * none. The TSP is asked if the settings do not name it.
   */
  Fact<String> of(Write<?> write, Reference recipient, TspAccess tsp) {
    var id = Recipients.id(recipient);
    var fixed = fixed(write.settings(), id);
    return fixed == null ? source.now(id, tsp) : new Fact.Known<>(fixed);
  }

  /**
   * The destination that is known without a call: the recipient itself if messages are not
   * redirected, otherwise the one in the settings. Null if the TSP must be asked.
   */
  private @Nullable String fixed(Settings settings, String recipient) {
    return redirects.test(settings) ? named.apply(settings, recipient) : recipient;
  }

  String missing(Reference recipient) {
    return "recipient " + Recipients.id(recipient) + " " + missing;
  }

  /**
   * The destination for a translation that is not sent, such as a dry run; empty if it is not
   * known. Adds to the body a warning that names the destination or says why it is not known, or a
   * fault if the recipient has no destination.
   *
   * @param tsp null if the TSP must not be asked
   */
  String shown(Write<?> write, Reference recipient, @Nullable Supplier<TspAccess> tsp, Body body) {
    var id = Recipients.id(recipient);
    if (!redirects.test(write.settings())) {
      return id;
    }
    var fixed = fixed(write.settings(), id);
    if (fixed != null) {
      Recipients.warn(write, recipient, body, "goes to the " + kind + " " + fixed);
      return fixed;
    }
    if (tsp == null) {
      Recipients.warn(write, recipient, body, "the " + kind + " of this recipient is looked up");
      return "";
    }
    return switch (source.recent(id, tsp.get())) {
      case Fact.Unknown<String>(_, var error) -> {
        Recipients.warn(write, recipient, body, error.details());
        yield "";
      }
      case Fact.Known<String>(var to) when to.isEmpty() -> {
        body.fault(Recipients.path(write.payload(), recipient), id, missing, "no_" + kind);
        yield "";
      }
      case Fact.Known<String>(var to) -> {
        Recipients.warn(write, recipient, body, "goes to the " + kind + " " + to);
        yield to;
      }
    };
  }

  /**
   * The entries of a list of sent messages, with recipients in place of destinations. The TSP's
   * list names only the destination of a message. An entry that may be this message therefore gets
   * a recipient only if no other recipient of a message with this text can have had that
   * destination; otherwise the entry's recipient is null.
   *
   * @param from the time at which the list begins
   */
  Fact<List<SentList.Entry>> entries(
      Write<?> write,
      Unanswered attempt,
      Instant from,
      List<SentList.Entry> listed,
      TspAccess tsp) {
    if (listed.isEmpty() || !redirects.test(write.settings())) {
      return new Fact.Known<>(listed);
    }
    return present(write, tsp)
        .map(
            present -> {
              var text = Recipients.text(write);
              var isFound = listed.stream().anyMatch(one -> PlainText.mayBe(one.text(), text));
              var rivals = isFound ? withThisText(write, attempt, from) : null;
              return listed.stream()
                  .flatMap(
                      one -> {
                        var theirs =
                            one.recipient() == null
                                ? List.<String>of()
                                : present.getOrDefault(one.recipient(), List.of());
                        return PlainText.mayBe(one.text(), text)
                                && !isOfOne(write.settings(), theirs, rivals)
                            ? Stream.of(of(null, one))
                            : theirs.stream().map(id -> of(id, one));
                      })
                  .toList();
            });
  }

  private static SentList.Entry of(@Nullable String recipient, SentList.Entry entry) {
    return new SentList.Entry(recipient, entry.text(), entry.at());
  }

  /**
   * The ids of the recipients that still need the message, by their destinations at present or a
   * short time ago. Left out are recipients without a destination, and those for which the TSP
   * would have to be asked after {@link #MOST_ASKED} questions.
   */
  private Fact<Map<String, List<String>>> present(Write<?> write, TspAccess tsp) {
    var present = new HashMap<String, List<String>>();
    var asked = 0;
    for (var recipient : write.openRecipients()) {
      var id = Recipients.id(recipient);
      var fixed = fixed(write.settings(), id);
      if (fixed == null && asked++ >= MOST_ASKED) {
        continue;
      }
      switch (fixed == null ? source.recent(id, tsp) : new Fact.Known<>(fixed)) {
        case Fact.Known<String>(var to) ->
            present.computeIfAbsent(to, _ -> new ArrayList<>()).add(id);
        case Fact.Unknown<String>(var outcome, var error) -> {
          return new Fact.Unknown<>(outcome, error);
        }
      }
    }
    present.remove("");
    return new Fact.Known<>(present);
  }

  /**
   * The ids of the recipients of this message and of the gateway's other messages with this text;
   * null if there are too many other messages to read.
   */
  private static @Nullable Set<String> withThisText(
      Write<?> write, Unanswered attempt, Instant from) {
    var others = attempt.others().changedSince(from).orElse(null);
    if (others == null) {
      return null;
    }
    var same = new ArrayList<>(write.payload().recipients());
    for (OtherWrite other : others) {
      if (PlainText.same(Recipients.text(other.write()), Recipients.text(write))) {
        same.addAll(other.applied());
        same.addAll(other.doubtful());
      }
    }
    var ids = new HashSet<String>();
    same.forEach(one -> ids.add(Recipients.id(one)));
    return ids;
  }

  /**
   * Whether the recipients of one destination, {@code theirs}, are exactly one, and no other
   * recipient of a message with this text can have had that destination.
   */
  private boolean isOfOne(
      Settings settings, List<String> theirs, @Nullable Set<String> withThisText) {
    if (theirs.size() != 1 || withThisText == null) {
      return false;
    }
    var own = fixed(settings, theirs.getFirst());
    return withThisText.stream()
        .filter(other -> !other.equals(theirs.getFirst()))
        .map(other -> fixed(settings, other))
        .allMatch(other -> own != null && other != null && !other.equals(own));
  }
}
