package dev.gladhand.testkit.tsp.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * What a settler looks up after an attempt without an answer, and the result that it must give.
 *
 * @param sample the write whose first call had no answer
 * @param lookUps the calls that the settler makes, in order, with the TSP's answers
 * @param told the settler's result: {@code applied}, {@code applied 77} with the TSP's id of the
 *     record, {@code not applied}, {@code progressed}, {@code cannot tell} or {@code try later}
 */
public record SettlerSample(TspSample sample, List<ExpectedCall> lookUps, String told) {
  public SettlerSample {
    lookUps = List.copyOf(lookUps);
  }

  public static SettlerSample of(TspSample sample, ExpectedCall lookUp, String told) {
    return new SettlerSample(sample, List.of(lookUp), told);
  }

  public SettlerSample and(ExpectedCall lookUp) {
    var all = new ArrayList<>(lookUps);
    all.add(lookUp);
    return new SettlerSample(sample, all, told);
  }

  @Override
  public String toString() {
    return sample + ": " + told;
  }
}
