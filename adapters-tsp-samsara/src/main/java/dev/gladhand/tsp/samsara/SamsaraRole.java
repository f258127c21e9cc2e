package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.field.ValueRule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import java.util.List;
import java.util.Map;

/**
 * {@code roles} of a dashboard user: the role that the connection's settings name for the user's
 * designation, or for all users. There is no general mapping, because role ids belong to the
 * organization.
 */
final class SamsaraRole implements Part {
  @Override
  public List<Field<?>> fields() {
    return List.of(User.USER_DESIGNATION);
  }

  @Override
  public List<Rule> rules(OperationType type, Settings settings) {
    var isUpdate = type == OperationType.UPDATE;
    if (!isUpdate && settings.get(SamsaraSettings.USER_ROLE_ID) != null) {
      return List.of();
    }
    var roles = settings.getOr(SamsaraSettings.USER_ROLES, Map.of()).keySet();
    var named =
        new ValueRule.NamedInSettings(User.USER_DESIGNATION, roles, !isUpdate, missing(isUpdate));
    return isUpdate
        ? List.of(new PresenceRule.NotNull(User.USER_DESIGNATION), named)
        : List.of(named);
  }

  private static String missing(boolean isUpdate) {
    return isUpdate
        ? "the connection's setting user_roles names no role for it: an update needs one"
        : "the connection's settings name no role for it: set user_role_id or user_roles";
  }

  @Override
  public void put(Write<?> write, Body body) {
    var designation = write.payload().fields().get(User.USER_DESIGNATION);
    if (designation == null && write.type() == OperationType.UPDATE) {
      return;
    }
    var named = write.settings().getOr(SamsaraSettings.USER_ROLES, Map.of());
    var role = designation == null ? null : named.get(designation);
    if (role == null && write.type() == OperationType.CREATE) {
      // An update does not set this role, because it would replace the role that the user has.
      role = write.settings().get(SamsaraSettings.USER_ROLE_ID);
      if (role != null && designation != null) {
        body.notDelivered(User.USER_DESIGNATION);
      }
    }
    if (role == null) {
      body.fault(
          User.USER_DESIGNATION,
          designation == null ? "" : designation,
          missing(write.type() == OperationType.UPDATE),
          "setting_missing");
      return;
    }
    body.put(List.of(Map.of("roleId", role)), "roles");
  }
}
