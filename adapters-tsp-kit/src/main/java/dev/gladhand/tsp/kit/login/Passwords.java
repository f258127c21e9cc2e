package dev.gladhand.tsp.kit.login;

import java.util.random.RandomGenerator;

/** First passwords, which nobody is told: the fleet sets another when somebody needs one. */
public final class Passwords {
  /** Without vowels, so that a name hardly stands in one by chance, which TSPs refuse. */
  private static final String LETTERS = "bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ";

  private static final String DIGITS = "23456789";
  private static final String SIGNS = "-_.!";
  private static final int LENGTH = 32;

  private Passwords() {}

  /** Of 37 characters, with letters of both kinds, a digit and a sign among them. */
  public static String random(RandomGenerator random) {
    var password = new StringBuilder(LENGTH + 5);
    for (var i = 0; i < LENGTH; i++) {
      password.append(one(LETTERS + DIGITS, random));
    }
    // One of each kind for certain, whatever the rule for passwords is.
    return password
        .append(one(LETTERS, random))
        .append(one(DIGITS, random))
        .append(one(SIGNS, random))
        .append("Zz")
        .toString();
  }

  private static char one(String of, RandomGenerator random) {
    return of.charAt(random.nextInt(of.length()));
  }
}
