package dev.gladhand.architecture.broken.application;

import java.util.List;

public final class TakesEight {
  public final List<String> all;

  public TakesEight(
      String one,
      String two,
      String three,
      String four,
      String five,
      String six,
      String seven,
      String eight) {
    this.all = List.of(one, two, three, four, five, six, seven, eight);
  }
}
