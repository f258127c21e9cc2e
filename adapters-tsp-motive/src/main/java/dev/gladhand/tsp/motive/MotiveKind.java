package dev.gladhand.tsp.motive;

import dev.gladhand.domain.payload.Resource;
import dev.gladhand.tsp.kit.FieldMap;

/**
 * One of Motive's kinds of records.
 *
 * @param plural its segment of the path, and its name in lists
 * @param singular its name in answers
 * @param findable whether its records have external ids, by which they can be looked up
 * @param fields what goes where in its bodies
 */
record MotiveKind(String plural, String singular, boolean findable, FieldMap fields) {

  String path() {
    return "/v1/" + plural;
  }

  static MotiveKind of(Resource resource) {
    return switch (resource) {
      case VEHICLE -> MotiveFields.VEHICLES;
      case TRAILER -> MotiveFields.ASSETS;
      case USER -> MotiveFields.USERS;
      case FUEL_TRANSACTION -> MotiveFields.FUEL_PURCHASES;
      case MESSAGE, GROUP_MESSAGE, DVIR_LOG ->
          throw new IllegalArgumentException(resource + " is no record of Motive's");
    };
  }
}
