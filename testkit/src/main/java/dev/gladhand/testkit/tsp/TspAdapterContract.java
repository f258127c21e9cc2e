package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.Directory;
import dev.gladhand.domain.tsp.Support;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.ListingSample;
import dev.gladhand.testkit.tsp.sample.RefusedDuplicate;
import dev.gladhand.testkit.tsp.sample.SettlerSample;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/**
 * The contract that every adapter must fulfil, checked over real sockets with a fake TSP. An
 * adapter's test extends this class with its factory, its credentials, and a sample of each kind of
 * write. Where its TSP differs from the {@link Table}, it declares a {@link Deviation}.
 */
public abstract class TspAdapterContract {
  /**
   * How many tests that mostly wait run at once; few, because their calls have short time-outs that
   * a slow machine must meet.
   */
  private static final int AT_ONCE = 4;

  private static final Pattern SECRET_NAME =
      Pattern.compile("password|secret|token|ticket|_key$", Pattern.CASE_INSENSITIVE);

  protected abstract TspAdapterFactory factory();

  /** Credentials as a partner stores them, as JSON; the secrets have at least 12 characters. */
  protected abstract String credentials();

  /** Settings that direct the calls to this address, as JSON. */
  protected abstract String settings(String baseUrl);

  /** The headers of every call, including those with credentials. */
  protected abstract Map<String, String> headers();

  /** At least one write of each kind that the adapter supports. */
  protected abstract List<TspSample> samples();

  /** The call that tests a connection. */
  protected abstract ExpectedCall test();

  /**
   * Look-ups of the settler: the TSP's answers, and the result that the settler must give; empty if
   * the adapter has no settler.
   */
  protected List<SettlerSample> settlements() {
    return List.of();
  }

  /**
   * The answers by which the TSP refuses to create a record that exists; empty if it does not
   * refuse this. The look-ups of {@link #settlements} for the same sample decide whether the
   * operation has succeeded.
   */
  protected List<RefusedDuplicate> duplicates() {
    return List.of();
  }

  /**
   * Answers with a successful status that are refusals and may come for any write, in addition to
   * those of each sample.
   */
  protected List<TspSample.Refusal> refusals() {
    return List.of();
  }

  /**
   * One sample list for each resource that the adapter's directory can list; empty if it has no
   * directory.
   */
  protected List<ListingSample> listings() {
    return List.of();
  }

  /** The rows of the {@link Table} in which this adapter gives another outcome. */
  protected List<Deviation> deviations() {
    return List.of();
  }

  /**
   * The body of an error answer of the TSP.
   *
   * @param words the TSP's message in it, escaped for a JSON string
   */
  protected String errorBody(String words) {
    return "{\"message\":\"" + words + "\"}";
  }

  /** Values to try in a field, by its name, if the usual ones are refused. */
  protected Map<String, Object> examples() {
    return Map.of();
  }

  /** Fields that are no content for the TSP, so that they need not be delivered. */
  protected Set<Field<?>> silent() {
    return Set.of(Message.FLEET_REF, Message.MODE);
  }

  @Test
  final void everyCapabilityHasASampleAndEverySampleACapability() {
    try (var trial = new Trial(this)) {
      var writers = trial.adapter.writers();
      var declared = new TreeSet<String>();
      for (var resource : Resource.values()) {
        Arrays.stream(OperationType.values())
            .filter(type -> writers.support(resource, type) == Support.IMPLEMENTED)
            .forEach(type -> declared.add(resource.wire() + " " + type.wire()));
      }
      var sampled =
          samples().stream()
              .map(sample -> sample.resource().wire() + " " + sample.type().wire())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(declared, sampled, "kinds of writes declared, and sampled");
      samples().forEach(trial::writer);
      var listed = trial.adapter.directory().map(Directory::resources).orElse(Set.of());
      assertEquals(
          listed,
          listings().stream().map(ListingSample::resource).collect(Collectors.toSet()),
          "resources listed, and sampled");
    }
  }

  @TestFactory
  final Stream<DynamicTest> samplesKeepTheRules() {
    return eachSample((trial, sample) -> new FieldChecks(trial).samplesKeepTheRules(sample));
  }

  @TestFactory
  final Stream<DynamicTest> sendsExactlyTheRequestOnce() {
    return eachStep((trial, step) -> new RequestChecks(trial).sendsExactly(step));
  }

  /**
   * An adapter must print neither the body of a write nor a secret, because not only partners read
   * the output of a node.
   */
  @TestFactory
  final Stream<DynamicTest> printsNothingOfAWrite() {
    return eachStep((trial, step) -> new SecretChecks(trial).printsNothing(step));
  }

  @TestFactory
  final Stream<DynamicTest> showsInADryRunWhatItSends() {
    return eachStep((trial, step) -> new RequestChecks(trial).showsWhatItSends(step));
  }

  @TestFactory
  final Stream<DynamicTest> translatesWithoutACallAndAlwaysTheSame() {
    return eachStep((trial, step) -> new RequestChecks(trial).translatesPurely(step));
  }

  @TestFactory
  final Stream<DynamicTest> repeatsUnderTheSameKey() {
    return eachStep((trial, step) -> new RequestChecks(trial).repeatsUnderTheSameKey(step));
  }

  @TestFactory
  final Stream<DynamicTest> isSafeToRepeatOnlyUnderAKey() {
    return eachStep((trial, step) -> new RequestChecks(trial).isSafeOnlyUnderAKey(step));
  }

  @TestFactory
  final Stream<DynamicTest> readsEveryStatusByTheTable() {
    return eachAnswer(AnswerChecks::readsEveryStatus);
  }

  @TestFactory
  final Stream<DynamicTest> obeysRetryAfter() {
    return eachAnswer(AnswerChecks::obeysRetryAfter);
  }

  @TestFactory
  final Stream<DynamicTest> followsNoRedirect() {
    return eachAnswer(AnswerChecks::followsNoRedirect);
  }

  @TestFactory
  final Stream<DynamicTest> neverRepeatsAnUnreadableSuccess() {
    return atOnce(eachAnswer(AnswerChecks::neverRepeatsAnUnreadableSuccess));
  }

  @TestFactory
  final Stream<DynamicTest> readsUnderAnyContentType() {
    return eachAnswer(AnswerChecks::readsUnderAnyContentType);
  }

  @TestFactory
  final Stream<DynamicTest> keepsAnErrorWhoseBodyIsLost() {
    return eachAnswer(AnswerChecks::keepsAnErrorWhoseBodyIsLost);
  }

  @TestFactory
  final Stream<DynamicTest> seesRefusalsInAnswersOfSuccess() {
    return eachAnswer(AnswerChecks::seesRefusalsInAnswersOfSuccess);
  }

  @TestFactory
  final Stream<DynamicTest> knowsThatNothingWasSent() {
    return eachFault(FaultChecks::knowsThatNothingWasSent);
  }

  @TestFactory
  final Stream<DynamicTest> sendsNothingThatMayNotLeave() {
    return eachFault(FaultChecks::sendsNothingThatMayNotLeave);
  }

  @TestFactory
  final Stream<DynamicTest> takesALostAnswerForMaybeApplied() {
    return atOnce(eachFault(FaultChecks::takesALostAnswerForMaybeApplied));
  }

  @TestFactory
  final Stream<DynamicTest> survivesAConnectionThatIsCutAtOnce() {
    return eachFault(FaultChecks::survivesAConnectionThatIsCutAtOnce);
  }

  @TestFactory
  final Stream<DynamicTest> makesNoCallWithoutCredentials() {
    return eachFault(FaultChecks::makesNoCallWithoutCredentials);
  }

  @TestFactory
  final Stream<DynamicTest> writesNothingWithoutItsFacts() {
    return samples().stream()
        .filter(sample -> !sample.facts().isEmpty())
        .map(
            sample ->
                named(
                    sample,
                    trial ->
                        new FaultChecks(trial, new Table(deviations()))
                            .writesNothingWithoutItsFacts(
                                new Trial.Step(sample, 0, trial.write(sample)))));
  }

  @Test
  final void asksForItsCredentials() {
    try (var trial = new Trial(this)) {
      new FaultChecks(trial, new Table(deviations())).asksForItsCredentials();
    }
  }

  /**
   * Each member of the credentials and settings must have a title and a description, which forms
   * show. Each member that only this adapter has also needs an {@code https} address of a page that
   * says where to find the value.
   */
  @Test
  final void labelsEveryMemberOfCredentialsAndSettings() {
    try (var trial = new Trial(this)) {
      var shapes = new ArrayList<>(trial.adapter.credentials().alternatives());
      shapes.add(trial.adapter.settings().shape());
      var unlabelled =
          shapes.stream()
              .flatMap(shape -> shape.fields().stream())
              .filter(field -> field.label() == null)
              .map(Field::name)
              .toList();
      assertEquals(List.of(), unlabelled, "members without a title and a description");
      var typed = new ArrayList<>(trial.adapter.credentials().alternatives());
      typed.add(trial.adapter.settings().own());
      var helpless =
          typed.stream()
              .flatMap(shape -> shape.fields().stream())
              .filter(field -> !helped(field))
              .map(Field::name)
              .toList();
      assertEquals(List.of(), helpless, "members that do not say where to find them");
    }
  }

  private static boolean helped(Field<?> field) {
    var label = field.label();
    return label != null && label.help() != null && label.help().startsWith("https://");
  }

  /**
   * A member of the credentials whose name suggests a secret, such as {@code api_token}, must be
   * declared secret, so that partners do not see it again.
   */
  @Test
  final void hidesWhatSoundsLikeASecret() {
    try (var trial = new Trial(this)) {
      var schema = trial.adapter.credentials();
      var shown =
          schema.alternatives().stream()
              .flatMap(shape -> shape.fields().stream())
              .filter(field -> SECRET_NAME.matcher(field.name()).find())
              .filter(field -> !schema.secrets().contains(field))
              .map(Field::name)
              .toList();
      assertEquals(List.of(), shown, "credentials that are shown");
    }
  }

  /**
   * If a request depends on a fact that the adapter reads at the TSP, the fact about one record
   * must not be used for another.
   */
  @Test
  final void keepsTheFactsOfRecordsApart() {
    try (var trial = new Trial(this)) {
      var samples = samples().stream().filter(sample -> !sample.facts().isEmpty()).toList();
      for (var sample : samples) {
        new RequestChecks(trial).sendsExactly(new Trial.Step(sample, 0, trial.write(sample)));
        trial.tsp.forget();
      }
    }
  }

  @TestFactory
  final Stream<DynamicTest> tellsNoSecret() {
    return eachStep((trial, step) -> new SecretChecks(trial).tellsNoSecret(step));
  }

  @TestFactory
  final Stream<DynamicTest> keepsFiftyCallsApart() {
    return eachSample((trial, sample) -> new ParallelChecks(trial).keepsCallsApart(sample));
  }

  @TestFactory
  final Stream<DynamicTest> carriesEveryLanguage() {
    return eachSample((trial, sample) -> new ParallelChecks(trial).carriesEveryLanguage(sample));
  }

  /**
   * Each field that the adapter delivers must be in a sample of the test, because otherwise nothing
   * checks to which place of the TSP's body it is written.
   */
  @Test
  final void everyDeliveredFieldIsInAWrittenSample() {
    try (var trial = new Trial(this)) {
      assertEquals(
          Map.of(),
          new SampleChecks(trial).unwritten(),
          "delivered fields that no written sample has, so that nothing checks their places");
    }
  }

  @TestFactory
  final Stream<DynamicTest> losesNoField() {
    return eachSample((trial, sample) -> new FieldChecks(trial).losesNoField(sample));
  }

  /** If a number loses precision, a warning must say so. */
  @TestFactory
  final Stream<DynamicTest> roundsNothingInSilence() {
    return eachSample((trial, sample) -> new FieldChecks(trial).roundsNothingInSilence(sample));
  }

  @TestFactory
  final Stream<DynamicTest> tellsAbsentNullAndValueApart() {
    return eachSample(
        (trial, sample) -> new FieldChecks(trial).tellsAbsentNullAndValueApart(sample));
  }

  @TestFactory
  final Stream<DynamicTest> settlesAsTheTspSays() {
    return settlements().stream()
        .map(sample -> named(sample, trial -> new LookUpChecks(trial).settles(sample)));
  }

  @TestFactory
  final Stream<DynamicTest> neverGuessesWhatBecameOfAWrite() {
    return atOnce(
        settlements().stream()
            .map(sample -> named(sample, trial -> new LookUpChecks(trial).neverGuesses(sample))));
  }

  /**
   * If the TSP refuses a create because the record exists, and an earlier attempt had no answer, a
   * look-up must decide whether the record is the operation's own.
   */
  @TestFactory
  final Stream<DynamicTest> endsADuplicateAsTheLookUpSays() {
    return duplicates().stream()
        .map(one -> named(one, trial -> new DuplicateChecks(trial).endsAsTheLookUpSays(one)));
  }

  @TestFactory
  final Stream<DynamicTest> listsEveryRecordOnce() {
    return listings().stream()
        .map(
            sample -> named(sample, trial -> new LookUpChecks(trial).listsEveryRecordOnce(sample)));
  }

  @TestFactory
  final Stream<DynamicTest> tellsWhyThereIsNoList() {
    return atOnce(
        listings().stream()
            .map(
                sample ->
                    named(sample, trial -> new LookUpChecks(trial).tellsWhyThereIsNoList(sample))));
  }

  @Test
  final void testsAConnectionWithOneHarmlessCall() {
    try (var trial = new Trial(this)) {
      new LookUpChecks(trial).testsWithOneHarmlessCall();
    }
  }

  @Test
  final void everyDeviationIsOfASampleThatExists() {
    var names = samples().stream().map(TspSample::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size(), "samples of one name");
    for (var deviation : deviations()) {
      assertTrue(
          deviation.sample() == null || names.contains(deviation.sample()),
          () -> "no sample is called " + deviation.sample());
    }
  }

  private interface Check<T> {
    void of(Trial trial, T subject) throws Exception;
  }

  private interface StepCheck<C> {
    void of(C checks, Trial.Step step) throws Exception;
  }

  private interface Body {
    void with(Trial trial) throws Exception;
  }

  private DynamicTest named(Object subject, Body body) {
    Executable run =
        () -> {
          try (var trial = new Trial(this)) {
            body.with(trial);
          }
        };
    return dynamicTest(subject.toString(), run);
  }

  /**
   * Runs these tests now, up to {@link #AT_ONCE} at the same time, and returns tests that report
   * their results. For tests that mostly wait; each has its own fake TSP.
   */
  private static Stream<DynamicTest> atOnce(Stream<DynamicTest> tests) {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      return tests
          .map(test -> dynamicTest(test.getDisplayName(), result(threads.submit(callable(test)))))
          .toList()
          .stream();
    }
  }

  private static Callable<Optional<Throwable>> callable(DynamicTest test) {
    return () -> {
      try {
        test.getExecutable().execute();
        return Optional.empty();
      } catch (Throwable e) {
        return Optional.of(e);
      }
    };
  }

  private static Executable result(Future<Optional<Throwable>> test) {
    return () -> {
      var failure = test.get();
      if (failure.isPresent()) {
        throw failure.get();
      }
    };
  }

  private Stream<DynamicTest> eachSample(Check<TspSample> check) {
    return samples().stream().map(sample -> named(sample, trial -> check.of(trial, sample)));
  }

  /**
   * One test for each step of each sample. Each has its own fake TSP, so that a test which closes
   * it does not affect others.
   */
  private Stream<DynamicTest> eachStep(Check<Trial.Step> check) {
    return samples().stream()
        .flatMap(
            sample ->
                java.util.stream.IntStream.range(0, sample.calls().size())
                    .mapToObj(
                        number ->
                            named(
                                sample + ", call " + (number + 1),
                                trial -> check.of(trial, trial.steps(sample).get(number)))));
  }

  private Stream<DynamicTest> eachAnswer(StepCheck<AnswerChecks> check) {
    return eachStep(
        (trial, step) -> check.of(new AnswerChecks(trial, new Table(deviations())), step));
  }

  private Stream<DynamicTest> eachFault(StepCheck<FaultChecks> check) {
    return eachStep(
        (trial, step) -> check.of(new FaultChecks(trial, new Table(deviations())), step));
  }
}
