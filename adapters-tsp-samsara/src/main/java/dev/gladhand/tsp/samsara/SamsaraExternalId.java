package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.payload.Trailer;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.call.TspApi;
import org.jspecify.annotations.Nullable;

/**
 * The external id under which a record is created. It is unique in the organization over all kinds
 * of records.
 *
 * @param own whether the value is the operation's own key, which nobody else can have used
 */
record SamsaraExternalId(String key, String value, boolean own) {

  static SamsaraExternalId of(Write<?> write, @Nullable Field<String> field) {
    var key = SamsaraSettings.externalIdKey(write.settings());
    var given = field == null ? null : write.payload().fields().get(field);
    return given == null || given.isEmpty()
        ? new SamsaraExternalId(key, write.key().hex(), true)
        : new SamsaraExternalId(key, given, false);
  }

  static SamsaraExternalId of(Write<? extends Payload> write) {
    return switch (write.payload()) {
      case Vehicle _ -> of(write, Vehicle.EXTERNAL_ID);
      case Trailer _ -> of(write, Trailer.EXTERNAL_ID);
      default -> of(write, null);
    };
  }

  /** The id, encoded for a path or a query. */
  String encoded() {
    return TspApi.encode(key) + ":" + TspApi.encode(value);
  }
}
