package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.tsp.TspCalls;
import dev.gladhand.testkit.tsp.AdapterBench;
import java.time.InstantSource;

/** The adapter on a bench, on site, as a user with a password. */
final class SuperOffice {
  private static final String SETTINGS =
      "{\"base_url\":\"https://crm.example.org/SuperOffice/\",\"format\":\"sms/160\",\"plugin\":\"sms\"}";
  private static final String CREDENTIALS =
      "{\"scheme\":\"basic\",\"username\":\"bob\",\"password\":\"canary-password-0123\"}";

  private SuperOffice() {}

  static AdapterBench bench() {
    return new AdapterBench(new SuperOfficeAdapterFactory(), SETTINGS, CREDENTIALS);
  }

  static AdapterBench bench(TspCalls calls, InstantSource clock) {
    return new AdapterBench(new SuperOfficeAdapterFactory(), SETTINGS, CREDENTIALS, calls, clock);
  }
}
