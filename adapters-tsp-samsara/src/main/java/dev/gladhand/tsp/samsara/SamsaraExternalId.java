package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.record.ExternalId;

/** The form of external ids at Samsara, where they are unique over all kinds of records. */
final class SamsaraExternalId {
  private SamsaraExternalId() {}

  /**
   * The external id of the record that a write creates, preceded by its key ({@code key:value}) and
   * encoded for a path or a query.
   */
  static String encoded(Write<?> write) {
    return TspApi.encode(SamsaraSettings.externalIdKey(write.settings()))
        + ":"
        + TspApi.encode(ExternalId.of(write).value());
  }
}
