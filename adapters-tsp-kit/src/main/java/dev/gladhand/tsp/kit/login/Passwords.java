package dev.gladhand.tsp.kit.login;

import java.util.random.RandomGenerator;

/**
 * Makes first passwords for new accounts. Nobody sees such a password; when a person needs to sign
 * in, the fleet sets another one.
 */
public final class Passwords {
  /**
   * The letters of a password: no vowels, so that it is unlikely to contain the user's name. TSPs
   * refuse a password that does.
   */
  private static final String LETTERS = "bcdfghjkmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ";

  private static final String DIGITS = "23456789";
  private static final String SIGNS = "-_.!";
  private static final int LENGTH = 32;

  private Passwords() {}

  /**
   * A random password of 37 characters with upper-case and lower-case letters, a digit and a
   * punctuation mark.
   */
  public static String random(RandomGenerator random) {
    var password = new StringBuilder(LENGTH + 5);
    for (var i = 0; i < LENGTH; i++) {
      password.append(one(LETTERS + DIGITS, random));
    }
    // One of each kind, so that the password fits every common rule.
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
