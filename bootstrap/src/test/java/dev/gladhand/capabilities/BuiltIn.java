package dev.gladhand.capabilities;

import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.domain.tsp.TspRuntime;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;

/** The adapters of this build, without a way out. */
final class BuiltIn {
  private BuiltIn() {}

  /** In the order of their slugs. */
  static List<TspAdapter> adapters() {
    TspCalls nowhere =
        call ->
            new TspCalls.Answer.Failed(
                TspCalls.Kind.BLOCKED, false, null, Map.of(), "nothing is called here");
    var runtime = new TspRuntime(nowhere, InstantSource.system(), new Random(1));
    return ServiceLoader.load(TspAdapterFactory.class).stream()
        .map(factory -> factory.get().create(runtime))
        .sorted(Comparator.comparing(TspAdapter::id))
        .toList();
  }
}
