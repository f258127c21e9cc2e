package dev.gladhand.application.connection;

import dev.gladhand.application.Answer;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Support;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.Writers;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Describes the available TSPs and what each accepts. */
public final class DescribeTsps {
  private final Adapters adapters;

  public DescribeTsps(Adapters adapters) {
    this.adapters = adapters;
  }

  /** All TSPs in the order of their slugs. */
  public List<Map<String, @Nullable Object>> list() {
    return adapters.all().stream().map(DescribeTsps::described).toList();
  }

  public Answer<Map<String, @Nullable Object>> get(String slug) {
    return adapters.all().stream()
        .filter(adapter -> adapter.id().slug().equals(slug))
        .findFirst()
        .map(adapter -> Answer.ok(described(adapter)))
        .orElseGet(() -> Answer.notFound("there is no TSP of this name"));
  }

  private static Map<String, @Nullable Object> described(TspAdapter adapter) {
    var integrations = new LinkedHashMap<String, Object>();
    var writes = new LinkedHashMap<String, Object>();
    for (var resource : Resource.values()) {
      integrations.put(resource.wire(), support(adapter.writers(), resource).wire());
      var byType = new LinkedHashMap<String, Object>();
      for (var type : OperationType.values()) {
        byType.put(type.wire(), adapter.writers().support(resource, type).wire());
      }
      writes.put(resource.wire(), byType);
    }
    var json = new LinkedHashMap<String, @Nullable Object>();
    json.put("tsp_id", TspIds.of(adapter.id()).toString());
    json.put("slug", adapter.id().slug());
    json.put("source_name", adapter.id().slug());
    json.put("integrations", integrations);
    json.put("writes", writes);
    json.put("credentials_schema", adapter.credentials().schema());
    json.put("settings_schema", adapter.settings().shape().schema());
    for (var support : Support.values()) {
      json.put(support.wire() + "_count", count(adapter.writers(), support));
    }
    return json;
  }

  /** The best support among the writes of a resource. */
  static Support support(Writers writers, Resource resource) {
    return Stream.of(OperationType.values())
        .map(type -> writers.support(resource, type))
        .min(java.util.Comparator.naturalOrder())
        .orElse(Support.NOT_SUPPORTED);
  }

  private static long count(Writers writers, Support support) {
    return Arrays.stream(Resource.values())
        .filter(resource -> support(writers, resource) == support)
        .count();
  }
}
