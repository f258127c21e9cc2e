package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.record.ChosenWriter;
import java.util.List;

/**
 * Writes users: drivers, unless {@code is_driver} is false. Dashboard users are another kind of
 * record with other ids, so an update of one must also set {@code is_driver: false}.
 */
final class SamsaraUsers {
  private SamsaraUsers() {}

  static Writer<User> writer(Writer<User> drivers, Writer<User> others) {
    return new ChosenWriter<>(
        write -> isDriver(write) ? drivers : others,
        settings ->
            List.of(
                new Rule.When(User.IS_DRIVER, false, others.rules(settings)),
                new Rule.Unless(User.IS_DRIVER, false, drivers.rules(settings))));
  }

  static boolean isDriver(Write<?> write) {
    return !Boolean.FALSE.equals(write.payload().fields().get(User.IS_DRIVER));
  }
}
