package dev.gladhand.capabilities;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page that says what each TSP can do, made of the adapters themselves. */
final class SupportMatrix {
  private static final String HEAD =
      """
      # What each provider can do

      Generated from the adapters; do not edit. `./mvnw test -pl bootstrap -am -Dtest=SupportMatrixTest
      -Dsurefire.failIfNoSpecifiedTests=false -Dgladhand.docs=write` generates it again, and the same test fails
      when it is stale. The fields that a connection accepts are in the answer to
      `GET /v2/integrations/connections/{id}/capabilities`.

      - **yes**: the write is supported.
      - **by setting**: only connections with certain settings support it.
      - **not yet**: the provider has such a write, but the adapter does not support it (501).
      - **no**: the provider has no such write (501).
      """;

  private final List<TspAdapter> adapters;

  SupportMatrix(List<TspAdapter> adapters) {
    this.adapters = adapters;
  }

  String page() {
    var lines = new ArrayList<String>();
    lines.add(HEAD);
    lines.add("## Writes");
    lines.add("");
    lines.add(writes());
    lines.add("");
    lines.add("## Other functions");
    lines.add("");
    table(lines, "what");
    row(lines, "lists its records (`POST …/references/refresh`)", SupportMatrix::listed);
    row(
        lines,
        "finds out whether an unanswered write was applied",
        adapter -> yes(adapter.settler().isPresent()));
    row(lines, "renews its credentials", adapter -> yes(adapter.renewer().isPresent()));
    lines.add("");
    lines.add("## Credentials and settings");
    for (var adapter : adapters) {
      lines.add("");
      lines.add("### " + adapter.displayName() + " (`" + adapter.id() + "`)");
      lines.add("");
      adapter.credentials().asked().alternatives().stream()
          .map(Shape::fields)
          .map(fields -> "- credentials: " + names(fields))
          .forEach(lines::add);
      lines.add("- settings: " + names(adapter.settings().shape().fields()));
      lines.add(
          "- hosts: "
              + adapter.settings().hosts().stream()
                  .sorted()
                  .map(host -> "`" + host + "`")
                  .collect(Collectors.joining(", ")));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The table of writes alone. */
  String writes() {
    var lines = new ArrayList<String>();
    table(lines, "write");
    for (var resource : Resource.values()) {
      for (var type : OperationType.values()) {
        if (resource.allows(type)) {
          row(
              lines,
              resource.wire() + ", " + type.wire(),
              adapter -> support(adapter, resource, type));
        }
      }
    }
    return String.join("\n", lines);
  }

  private void table(List<String> lines, String what) {
    row(lines, what, TspAdapter::displayName);
    lines.add("|---".repeat(adapters.size() + 1) + "|");
  }

  private void row(List<String> lines, String name, Function<TspAdapter, String> cell) {
    var cells = adapters.stream().map(cell).collect(Collectors.joining(" | "));
    lines.add("| " + name + " | " + cells + " |");
  }

  private static String support(TspAdapter adapter, Resource resource, OperationType type) {
    return switch (adapter.writers().support(resource, type)) {
      case IMPLEMENTED ->
          adapter.writers().find(resource, type, Settings.NONE).isPresent() ? "yes" : "by setting";
      case NOT_IMPLEMENTED -> "not yet";
      case NOT_SUPPORTED -> "no";
    };
  }

  private static String listed(TspAdapter adapter) {
    return adapter
        .directory()
        .map(
            directory ->
                directory.resources().stream()
                    .sorted()
                    .map(resource -> resource.path())
                    .collect(Collectors.joining(", ")))
        .orElse("no");
  }

  private static String names(Collection<Field<?>> fields) {
    return fields.stream().map(field -> "`" + field.name() + "`").collect(Collectors.joining(", "));
  }

  private static String yes(boolean can) {
    return can ? "yes" : "no";
  }
}
