package dev.gladhand.tsp.kit.body;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.payload.UserStatus;
import dev.gladhand.domain.payload.Vehicle;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import java.util.List;

/**
 * The part of a body that says whether a record is in use. The gateway's field for it is {@code
 * is_active}; users also have {@code status}.
 *
 * @param fields the gateway's fields that say whether the record is in use
 * @param put puts the value into the body; not called if the write has none of these fields
 */
public record Activity(List<Field<?>> fields, Put put) implements Part {
  /** Puts into a body whether the record is in use. */
  public interface Put {
    void put(Write<?> write, Body body, boolean isActive);
  }

  /** The part for vehicles and trailers; their only such field is {@code is_active}. */
  public static Activity ofAsset(Put put) {
    return new Activity(List.of(Vehicle.IS_ACTIVE), put);
  }

  public static Activity ofUser(Put put) {
    return new Activity(List.of(User.IS_ACTIVE, User.STATUS), put);
  }

  @Override
  public List<Rule> rules(OperationType type) {
    return type == OperationType.UPDATE
        ? fields.stream().<Rule>map(PresenceRule.NotNull::new).toList()
        : List.of();
  }

  @Override
  public void put(Write<?> write, Body body) {
    var isActive = write.payload().fields().get(User.IS_ACTIVE);
    var status = write.payload() instanceof User user ? user.fields().get(User.STATUS) : null;
    if (status != null) {
      var said = status == UserStatus.ACTIVE;
      if (isActive != null && isActive != said) {
        body.fault(User.STATUS, status.wire(), "contradicts is_active", "contradiction");
      }
      isActive = said;
    }
    if (isActive != null) {
      put.put(write, body, isActive);
    }
  }
}
