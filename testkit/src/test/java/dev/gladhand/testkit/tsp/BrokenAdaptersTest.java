package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * An adapter broken in one way is caught by the test that is there for it; that the whole one
 * passes is what {@link AcmeContractTest} shows.
 */
class BrokenAdaptersTest {
  /** Tests of the samples themselves, which no adapter can break. */
  private static final List<String> OF_THE_SAMPLES =
      List.of("samplesKeepTheRules", "everyDeviationIsOfASampleThatExists");

  private record Broken(String how, TspAdapterFactory adapter, String caughtBy) {}

  private static final List<Broken> ALL =
      List.of(
          writer("sends twice", BrokenWriters.SendsTwice::new, "sendsExactlyTheRequestOnce"),
          writer("adds a header", BrokenWriters.AddsAHeader::new, "sendsExactlyTheRequestOnce"),
          writer(
              "repeats a lost call by itself",
              BrokenWriters.RepeatsByItself::new,
              "takesALostAnswerForMaybeApplied"),
          new Broken(
              "swallows a 401",
              BrokenWriters.failing(
                  (failed, _) -> failed.is(401) ? Outcome.accepted() : failed.outcome()),
              "readsEveryStatusByTheTable"),
          new Broken(
              "takes a 500 for not applied",
              BrokenWriters.failing((failed, _) -> BrokenWriters.notApplied(failed, 500)),
              "readsEveryStatusByTheTable"),
          new Broken(
              "repeats a 409",
              BrokenWriters.failing((failed, _) -> BrokenWriters.notApplied(failed, 409)),
              "readsEveryStatusByTheTable"),
          new Broken(
              "ignores Retry-After",
              BrokenWriters.failing((failed, _) -> BrokenWriters.unhurried(failed)),
              "obeysRetryAfter"),
          new Broken(
              "tells the token in an error",
              BrokenWriters.failing(BrokenWriters::withToken),
              "tellsNoSecret"),
          writer(
              "keeps its token with what it sends",
              BrokenWriters.KeepsItsToken::new,
              "tellsNoSecret"),
          writer(
              "does not ask whether the request may still leave",
              BrokenWriters.SendsTooLate::new,
              "sendsNothingThatMayNotLeave"),
          writer(
              "keeps another request than it sends",
              BrokenWriters.KeepsAnother::new,
              "tellsNoSecret"),
          new Broken(
              "follows redirects",
              BrokenCalls.adapter(BrokenCalls::followsRedirects),
              "followsNoRedirect"),
          new Broken(
              "forgets the charset",
              BrokenCalls.adapter(BrokenCalls::forgetsTheCharset),
              "carriesEveryLanguage"),
          new Broken(
              "loses the status with the body",
              BrokenCalls.adapter(BrokenCalls::losesTheStatusWithTheBody),
              "keepsAnErrorWhoseBodyIsLost"),
          new Broken(
              "takes a time-out for unsent",
              BrokenCalls.adapter(BrokenCalls::takesATimeOutForUnsent),
              "takesALostAnswerForMaybeApplied"),
          new Broken(
              "takes a refused connection for sent",
              BrokenCalls.adapter(BrokenCalls::takesARefusalForSent),
              "knowsThatNothingWasSent"),
          new Broken(
              "panics when the connection is cut",
              BrokenCalls.adapter(BrokenCalls::panics),
              "survivesAConnectionThatIsCutAtOnce"),
          writer(
              "takes an error body for success",
              BrokenWriters.LooksAtTheStatusOnly::new,
              "seesRefusalsInAnswersOfSuccess"),
          new Broken(
              "repeats what it cannot read",
              BrokenWriters.reading((_, answered) -> BrokenWriters.failsOnTheUnreadable(answered)),
              "neverRepeatsAnUnreadableSuccess"),
          new Broken(
              "trusts the content type",
              BrokenWriters.reading((_, answered) -> BrokenWriters.trustsTheLabel(answered)),
              "readsUnderAnyContentType"),
          writer(
              "makes a new key for each attempt",
              BrokenWriters.ForgetsItsKey::new,
              "repeatsUnderTheSameKey"),
          writer(
              "translates differently each time",
              BrokenWriters.ForgetsItsKey::new,
              "translatesWithoutACallAndAlwaysTheSame"),
          writer(
              "thinks every create safe to repeat",
              BrokenWriters.ThinksItSafe::new,
              "isSafeToRepeatOnlyUnderAKey"),
          writer(
              "keeps its request in a field",
              BrokenWriters.SharesItsRequest::new,
              "keepsFiftyCallsApart"),
          writer(
              "mixes what parallel calls have read",
              BrokenWriters.SharesWhatItRead::new,
              "keepsFiftyCallsApart"),
          writer(
              "signs in and repeats within one attempt",
              BrokenWriters.SignsInAndRepeats::new,
              "seesRefusalsInAnswersOfSuccess"),
          new Broken(
              "ignores Retry-After under a 200",
              BrokenCalls.adapter(BrokenCalls::ignoresRetryAfterUnderA200),
              "seesRefusalsInAnswersOfSuccess"),
          writer("tells what it made up", BrokenWriters.TellsItsPin::new, "tellsNoSecret"),
          writer(
              "prints what it sends",
              BrokenWriters.PrintsWhatItSends::new,
              "printsNothingOfAWrite"),
          new Broken("rounds away", BrokenAdapters.RoundsAway::new, "roundsNothingInSilence"),
          writer(
              "keeps a call's data in a field",
              BrokenWriters.KeepsState::new,
              "keepsFiftyCallsApart"),
          new Broken(
              "shows another body than it sends",
              BrokenWriters.showing(BrokenWriters::showsAnotherBody),
              "showsInADryRunWhatItSends"),
          new Broken(
              "hides what it does not deliver",
              BrokenWriters.showing(BrokenWriters::hidesWhatIsLost),
              "losesNoField"),
          new Broken("drops a field", BrokenAdapters.LosesAField::new, "losesNoField"),
          new Broken(
              "misplaces a field that no sample has",
              BrokenAdapters.MisplacesAField::new,
              "everyDeliveredFieldIsInAWrittenSample"),
          writer(
              "leaves nulls out of an update",
              BrokenWriters.LeavesOutNulls::new,
              "tellsAbsentNullAndValueApart"),
          writer(
              "calls without credentials",
              BrokenWriters.CallsAsNobody::new,
              "makesNoCallWithoutCredentials"),
          new Broken(
              "labels nothing",
              BrokenAdapters.LabelsNothing::new,
              "labelsEveryMemberOfCredentialsAndSettings"),
          new Broken(
              "shows its token", BrokenAdapters.ShowsItsToken::new, "hidesWhatSoundsLikeASecret"),
          writer("mixes facts", BrokenWriters.MixesFacts::new, "keepsTheFactsOfRecordsApart"),
          writer(
              "writes without its fact",
              BrokenWriters.WritesWithoutItsFact::new,
              "writesNothingWithoutItsFacts"),
          new Broken(
              "takes empty credentials",
              BrokenAdapters.NeedsNoCredentials::new,
              "asksForItsCredentials"),
          new Broken(
              "declares a write without a sample",
              BrokenAdapters.DeclaresMore::new,
              "everyCapabilityHasASampleAndEverySampleACapability"),
          new Broken(
              "declares a write without a writer",
              BrokenAdapters.DeclaresWithoutAWriter::new,
              "everyCapabilityHasASampleAndEverySampleACapability"),
          new Broken(
              "guesses what became of a write",
              BrokenAdapters.GuessesWhenSettling::new,
              "neverGuessesWhatBecameOfAWrite"),
          new Broken(
              "takes every duplicate for its own",
              BrokenWriters.failing(
                  (failed, _) -> failed.is(409) ? Outcome.accepted() : failed.outcome()),
              "endsADuplicateAsTheLookUpSays"),
          new Broken(
              "looks in the wrong place",
              BrokenCalls.adapter(BrokenCalls::looksElsewhere),
              "settlesAsTheTspSays"),
          new Broken(
              "takes a failed list for an empty one",
              BrokenAdapters.ListsNothing::new,
              "tellsWhyThereIsNoList"),
          new Broken(
              "lists one page only", BrokenAdapters.ListsOnePage::new, "listsEveryRecordOnce"),
          new Broken(
              "takes a web page for a good test",
              BrokenAdapters.PassesEveryTest::new,
              "testsAConnectionWithOneHarmlessCall"));

  private static Broken writer(String how, BrokenWriters.Maker maker, String caughtBy) {
    return new Broken(how, BrokenWriters.adapter(maker), caughtBy);
  }

  @TestFactory
  Stream<DynamicTest> isCaught() {
    return ALL.stream()
        .map(broken -> dynamicTest(broken.how() + ": " + broken.caughtBy(), () -> caught(broken)));
  }

  private static void caught(Broken broken) {
    var summary = run(broken.adapter(), broken.caughtBy());
    assertTrue(summary.getTestsFailedCount() > 0, "nobody noticed");
    summary
        .getFailures()
        .forEach(
            failure ->
                assertTrue(
                    failure.getException() instanceof AssertionError
                        || broken.how().startsWith("panics"),
                    () -> "caught by accident: " + failure.getException()));
  }

  private static TestExecutionSummary run(TspAdapterFactory adapter, String method) {
    SuspectContract.suspect = adapter;
    var request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectMethod(SuspectContract.class, method))
            .build();
    var summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary();
  }

  @Test
  void everyTestOfTheContractCatchesSomething() {
    var tests = new TreeSet<String>();
    for (var method : TspAdapterContract.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(TestFactory.class)) {
        tests.add(method.getName());
      }
    }
    tests.removeAll(OF_THE_SAMPLES);
    assertEquals(tests, new TreeSet<>(ALL.stream().map(Broken::caughtBy).toList()));
  }
}
