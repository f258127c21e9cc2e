package dev.gladhand.tsp.motive;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code role}: {@code driver}, unless {@code is_driver} is false. Other users become {@code admin}
 * if that is their designation, otherwise {@code fleet_user}.
 */
record MotiveRole() implements Part {
  private static final String ADMIN = "admin";

  @Override
  public List<Field<?>> fields() {
    return List.of(User.IS_DRIVER, User.USER_DESIGNATION);
  }

  /**
   * Requires {@code is_driver} in an update that has a designation, because the designation alone
   * does not say whether a user is a driver.
   */
  @Override
  public List<Rule> rules(OperationType type) {
    return type == OperationType.UPDATE
        ? List.of(
            new PresenceRule.NotNull(User.IS_DRIVER),
            new PresenceRule.NotNull(User.USER_DESIGNATION),
            new PresenceRule.Needs(User.USER_DESIGNATION, User.IS_DRIVER))
        : List.of();
  }

  @Override
  public void put(Write<?> write, Body body) {
    var fields = write.payload().fields();
    var designation = fields.get(User.USER_DESIGNATION);
    var role = role(fields.get(User.IS_DRIVER), designation, write.type());
    if (role != null) {
      body.put(role, "role");
    }
    if (designation != null && !designation.equalsIgnoreCase(role)) {
      body.notDelivered(User.USER_DESIGNATION);
    }
  }

  private static @Nullable String role(
      @Nullable Boolean isDriver, @Nullable String designation, OperationType type) {
    if (isDriver == null) {
      return type == OperationType.CREATE ? "driver" : null;
    }
    if (isDriver) {
      return "driver";
    }
    return ADMIN.equalsIgnoreCase(designation) ? ADMIN : "fleet_user";
  }
}
