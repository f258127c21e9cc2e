package dev.gladhand.sandbox.fault;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Says which requests get a fault. If provider, method, path or text is null, requests with any
 * value match.
 *
 * @param path a regular expression for the whole path without the query
 * @param contains a text that the body must contain
 * @param skip how many of the first matching requests do not get the fault
 * @param times the largest number of requests that get the fault
 * @param probability the probability with which each further matching request gets the fault
 */
public record FaultRule(
    @Nullable String provider,
    @Nullable String method,
    @Nullable Pattern path,
    @Nullable String contains,
    long skip,
    long times,
    double probability,
    Fault fault) {

  public FaultRule {
    if (skip < 0 || times < 1 || !(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("skip >= 0, times >= 1, 0 < probability <= 1");
    }
    if (contains != null
        && fault instanceof Fault.Reset(Fault.When when)
        && when == Fault.When.BEFORE_READING) {
      throw new IllegalArgumentException("a body that is not read cannot be looked at");
    }
  }

  /** A rule that hits every request to every provider, without end. */
  public static FaultRule always(Fault fault) {
    return new FaultRule(null, null, null, null, 0, Long.MAX_VALUE, 1, fault);
  }

  /**
   * A rule that hits only the next request to any provider. The methods of the rule restrict it to
   * certain requests.
   */
  public static FaultRule once(Fault fault) {
    return always(fault).times(1);
  }

  public FaultRule provider(@Nullable String only) {
    return new FaultRule(only, method, path, contains, skip, times, probability, fault);
  }

  public FaultRule method(@Nullable String only) {
    return new FaultRule(provider, only, path, contains, skip, times, probability, fault);
  }

  public FaultRule path(@Nullable String regex) {
    Pattern pattern = regex == null ? null : Pattern.compile(regex);
    return new FaultRule(provider, method, pattern, contains, skip, times, probability, fault);
  }

  public FaultRule contains(@Nullable String text) {
    return new FaultRule(provider, method, path, text, skip, times, probability, fault);
  }

  public FaultRule skip(long first) {
    return new FaultRule(provider, method, path, contains, first, times, probability, fault);
  }

  public FaultRule times(long atMost) {
    return new FaultRule(provider, method, path, contains, skip, atMost, probability, fault);
  }

  /**
   * The same rule, but of the requests that match only the nth one, counted from 1, gets the fault.
   */
  public FaultRule nth(long number) {
    return skip(number - 1).times(1);
  }

  public FaultRule probability(double of) {
    return new FaultRule(provider, method, path, contains, skip, times, of, fault);
  }

  boolean beforeReading() {
    return fault instanceof Fault.Reset(Fault.When when) && when == Fault.When.BEFORE_READING;
  }
}
