package dev.gladhand.e2e;

class H2ConsoleTimelineTest extends ConsoleTimelineContract {
  H2ConsoleTimelineTest() {
    super(Stores.Kind.H2);
  }
}
