package dev.gladhand.tsp.kit.message;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.record.PlainText;
import dev.gladhand.tsp.kit.record.Recipients;
import dev.gladhand.tsp.kit.record.RecordFacts.Fact;
import dev.gladhand.tsp.kit.record.SentList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says where messages go at a TSP that sends them to something else than their recipients, such as
 * to the vehicle of a driver: the settings name it, or the TSP is asked.
 *
 * @param kind what it is, such as {@code vehicle}
 * @param named the destination of a recipient by the settings, which may be the recipient; null if
 *     they name none
 * @param source asks the TSP for the destination of a recipient; empty if it has none now
 * @param missing why a recipient has no destination, such as {@code is signed on to no vehicle}
 */
public record Destinations(
    String kind,
    BiFunction<Settings, String, @Nullable String> named,
    Source source,
    String missing) {
  /** Asks the TSP; may answer from a cache. */
  public interface Source {
    Fact<String> of(String recipient, TspAccess tsp);
  }

  /** The destination of a recipient; empty if there is none. */
  Fact<String> of(Write<?> write, Reference recipient, Supplier<TspAccess> tsp) {
    var id = Recipients.id(recipient);
    var own = named.apply(write.settings(), id);
    return own == null ? source.of(id, tsp.get()) : new Fact.Known<>(own);
  }

  String missing(Reference recipient) {
    return "recipient " + Recipients.id(recipient) + " " + missing;
  }

  /**
   * The destination for a shown request, empty if it is not known, with a warning that tells it.
   *
   * @param tsp null if the TSP must not be asked
   */
  String shown(Write<?> write, Reference recipient, @Nullable Supplier<TspAccess> tsp, Body body) {
    var id = Recipients.id(recipient);
    var own = named.apply(write.settings(), id);
    if (own != null) {
      if (!own.equals(id)) {
        Recipients.warn(write, recipient, body, "goes to the " + kind + " " + own);
      }
      return own;
    }
    if (tsp == null) {
      Recipients.warn(write, recipient, body, "the " + kind + " of this recipient is looked up");
      return "";
    }
    return switch (source.of(id, tsp.get())) {
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

  /** The recipients by the destinations to which their messages would be sent now. */
  Fact<Map<String, List<Reference>>> all(Write<?> write, TspAccess tsp) {
    var all = new HashMap<String, List<Reference>>();
    for (var recipient : write.payload().recipients()) {
      switch (of(write, recipient, () -> tsp)) {
        case Fact.Known<String>(var to) ->
            all.computeIfAbsent(to, _ -> new ArrayList<>()).add(recipient);
        case Fact.Unknown<String>(var outcome, var error) -> {
          return new Fact.Unknown<>(outcome, error);
        }
      }
    }
    return new Fact.Known<>(all);
  }

  /**
   * The entry of a list of sent messages with the recipient in place of the destination. If the
   * text may be this message's, the recipient of an entry elsewhere is not known, because a
   * recipient may have had another destination then, nor is that of an entry where several
   * recipients have theirs.
   *
   * @param all the result of {@link #all}
   */
  static SentList.Entry entry(
      Write<?> write, Map<String, List<Reference>> all, SentList.Entry listed) {
    var theirs = all.getOrDefault(Objects.requireNonNullElse(listed.recipient(), ""), List.of());
    if (theirs.size() == 1 && listed.recipient() != null) {
      var recipient = Recipients.id(theirs.getFirst());
      return new SentList.Entry(recipient, listed.text(), listed.at());
    }
    var isOther =
        all.entrySet().stream()
            .anyMatch(
                one ->
                    one.getValue().stream()
                        .anyMatch(each -> !one.getKey().equals(Recipients.id(each))));
    return isOther && PlainText.mayBe(listed.text(), Recipients.text(write))
        ? new SentList.Entry(null, listed.text(), listed.at())
        : listed;
  }
}
