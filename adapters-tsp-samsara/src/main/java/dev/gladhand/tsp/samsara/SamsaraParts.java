package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.FullName;
import dev.gladhand.tsp.kit.body.Part;
import dev.gladhand.tsp.kit.record.ExternalId;
import java.util.List;

/** Parts that several of Samsara's bodies share. */
final class SamsaraParts {
  /** The connection's default tags. A token that is scoped by tags must send tags with a write. */
  static final Part TAGS =
      Part.besides(
          (write, body) -> {
            var tags = SamsaraSettings.tagIds(write.settings());
            if (!tags.isEmpty()) {
              body.put(tags, "tagIds");
            }
          });

  /** {@code name}: first and last name in one text. */
  static final Part NAME = new FullName(255, "name");

  /**
   * {@code externalIds}: the external id in the write. A create without one sends the operation's
   * own key, so that a repeat is recognized; an update that clears it sends an empty text, which
   * removes it.
   */
  static final Part EXTERNAL_ID =
      Part.ruled(
          List.of(Vehicle.EXTERNAL_ID),
          (_, _) -> List.of(new ValueRule.Length(Vehicle.EXTERNAL_ID, 1, 255)),
          (write, body) -> {
            var fields = write.payload().fields();
            if (write.type() == OperationType.CREATE || fields.mentions(Vehicle.EXTERNAL_ID)) {
              var isCleared =
                  write.type() == OperationType.UPDATE && !fields.has(Vehicle.EXTERNAL_ID);
              putId(write, body, isCleared ? "" : ExternalId.of(write).value());
            }
          });

  /**
   * {@code externalIds} of a new record whose resource has no field for an external id: the
   * operation's key.
   */
  static final Part KEY =
      Part.besides(
          (write, body) -> {
            if (write.type() == OperationType.CREATE) {
              putId(write, body, write.key().hex());
            }
          });

  private SamsaraParts() {}

  private static void putId(Write<?> write, Body body, String id) {
    body.put(id, "externalIds", SamsaraSettings.externalIdKey(write.settings()));
  }
}
