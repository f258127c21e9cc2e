package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.field.Rule;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.User;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Translation;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import java.util.List;

/**
 * Writes users: drivers, unless {@code is_driver} is false. Dashboard users are another kind of
 * record with other ids, so an update of one must also set {@code is_driver: false}.
 */
final class SamsaraUsers implements Writer<User> {
  private final Writer<User> drivers;
  private final Writer<User> others;

  SamsaraUsers(Writer<User> drivers, Writer<User> others) {
    this.drivers = drivers;
    this.others = others;
  }

  @Override
  public List<Rule> rules(Settings settings) {
    return List.of(
        new Rule.When(User.IS_DRIVER, false, others.rules(settings)),
        new Rule.Unless(User.IS_DRIVER, false, drivers.rules(settings)));
  }

  @Override
  public Translation translate(Write<User> write) {
    return writer(write).translate(write);
  }

  @Override
  public Outcome send(Write<User> write, TspAccess tsp) {
    return writer(write).send(write, tsp);
  }

  @Override
  public RepeatSafety repeatSafety(Write<User> write) {
    return writer(write).repeatSafety(write);
  }

  private Writer<User> writer(Write<User> write) {
    return isDriver(write) ? drivers : others;
  }

  static boolean isDriver(Write<?> write) {
    return !Boolean.FALSE.equals(write.payload().fields().get(User.IS_DRIVER));
  }
}
