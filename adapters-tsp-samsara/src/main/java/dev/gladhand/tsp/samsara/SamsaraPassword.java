package dev.gladhand.tsp.samsara;

import java.util.random.RandomGenerator;

/**
 * A first password for a driver, which nobody is told: the fleet sets another when the driver needs
 * one.
 */
final class SamsaraPassword {
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final String DIGITS = "23456789";
  private static final String SIGNS = "-_.!";
  private static final int LENGTH = 32;

  private SamsaraPassword() {}

  static String random(RandomGenerator random) {
    var password = new StringBuilder(LENGTH + 3);
    for (var i = 0; i < LENGTH; i++) {
      password.append(one(LETTERS + DIGITS, random));
    }
    // One of each kind for certain, whatever the rule for passwords is.
    return password
        .append(one(LETTERS, random))
        .append(one(DIGITS, random))
        .append(one(SIGNS, random))
        .append("Aa")
        .toString();
  }

  private static char one(String of, RandomGenerator random) {
    return of.charAt(random.nextInt(of.length()));
  }
}
