package dev.gladhand.application.reference;

import dev.gladhand.application.store.References.Entry;
import dev.gladhand.domain.field.Texts;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.record.SourceId;
import dev.gladhand.domain.tsp.Directory.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes references of the records that a TSP lists. Characters that the store cannot keep are
 * replaced in the texts.
 */
final class ListedEntries {
  private ListedEntries() {}

  /** The entries of a page; if a source id occurs more than once, the last one counts. */
  static List<Entry> of(Resource resource, Listing.Page page) {
    var entries = new LinkedHashMap<SourceId, Entry>();
    for (var listed : page.entries()) {
      var source = new SourceId(Texts.clean(listed.source().value()));
      var name = listed.name() == null ? null : Texts.clean(listed.name());
      entries.put(source, new Entry(resource, source, name, null, map(listed.fields())));
    }
    return List.copyOf(entries.values());
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> fields) {
    var clean = new LinkedHashMap<String, @Nullable Object>();
    fields.forEach((name, value) -> clean.put(Texts.clean(String.valueOf(name)), value(value)));
    return clean;
  }

  private static @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> Texts.clean(text);
      case Map<?, ?> map -> map(map);
      case List<?> list -> {
        var clean = new ArrayList<@Nullable Object>();
        list.forEach(item -> clean.add(value(item)));
        yield clean;
      }
      case null, default -> value;
    };
  }
}
