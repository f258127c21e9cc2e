package dev.gladhand.testkit.tsp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.gladhand.domain.connection.Credentials;
import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.Shape;
import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.Renewer.Renewal;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.schema.SettingsSchema;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.login.OauthCredentials;
import dev.gladhand.tsp.kit.login.OauthSignIns;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A renewer broken in one way is caught by the test that is there for it. */
class BrokenRenewersTest {
  private static final Field<String> KEY = new Field<>("api_key", OauthCredentials.TOKEN);

  private record Broken(String how, TspAdapterFactory adapter, String caughtBy) {}

  private static final List<Broken> ALL =
      List.of(
          telling(
              "drops the client's secret",
              (_, renewal) ->
                  renewal instanceof Renewal.Renewed(var fresh)
                      ? new Renewal.Renewed(
                          new Credentials(fresh.fields().without(OauthCredentials.CLIENT_SECRET)))
                      : renewal,
              "renewsWithOneCallAndDropsNothing"),
          new Broken(
              "signs in twice",
              around(
                  renewer -> new Told(renewer, (tsp, _) -> renewer.renew(tsp, AdapterBench.NOW))),
              "renewsWithOneCallAndDropsNothing"),
          telling(
              "tells the client's secret",
              (tsp, renewal) ->
                  refusedWith(renewal, " " + tsp.credentials().get(OauthCredentials.CLIENT_SECRET)),
              "tellsARefusalInTheWordsOfTheTspAndNoSecret"),
          telling(
              "does not say what the TSP said",
              (_, renewal) ->
                  renewal instanceof Renewal.Refused
                      ? new Renewal.Refused(new TspError(ErrorType.AUTH, "refused", false, null))
                      : renewal,
              "tellsARefusalInTheWordsOfTheTspAndNoSecret"),
          telling(
              "forgets how long to wait",
              (_, renewal) ->
                  renewal instanceof Renewal.TryLater(var error, _)
                      ? new Renewal.TryLater(error)
                      : renewal,
              "waitsAsLongAsTheTspAsks"),
          telling(
              "gives up at once",
              (_, renewal) ->
                  renewal instanceof Renewal.TryLater(var error, _)
                      ? new Renewal.Refused(error)
                      : renewal,
              "triesLaterWhereNobodyKnows"),
          telling(
              "takes any answer for a token",
              (tsp, renewal) ->
                  renewal instanceof Renewal.TryLater
                      ? new Renewal.Renewed(tsp.credentials())
                      : renewal,
              "takesNothingFromAnAnswerThatHoldsNothing"),
          new Broken(
              "follows redirects",
              runtime ->
                  whole()
                      .create(
                          new TspRuntime(
                              call -> BrokenCalls.followsRedirects(runtime.calls(), call),
                              runtime.clock(),
                              runtime.random())),
              "followsNoStranger"),
          new Broken("renews everything", around(Always::new), "renewsNothingWhereNothingRunsOut"));

  static TspAdapterFactory whole() {
    return around(renewer -> renewer);
  }

  private static TspAdapterFactory around(UnaryOperator<Renewer> change) {
    return runtime -> {
      var http = new TspHttp("Acme", runtime.calls(), runtime.clock());
      var schema = OauthCredentials.or(KEY, "https://www.example.com/help");
      var terms =
          new OauthSignIns.Terms(
              new TspId("acme"),
              "Acme",
              _ -> "https://api.acme.example/oauth2",
              false,
              List.of(),
              false);
      var settings =
          new SettingsSchema(Shape.of(List.of(Settings.BASE_URL)), Set.of("api.acme.example"));
      return DeclaredAdapter.of("acme", "Acme", schema, settings)
          .renewer(change.apply(new OauthSignIns(terms, schema, http, runtime.apps())))
          .build();
    };
  }

  /** What a renewal came to, told in another way. */
  private interface Retelling {
    Renewal of(TspAccess tsp, Renewal renewal);
  }

  private static Broken telling(String how, Retelling retelling, String caughtBy) {
    return new Broken(how, around(renewer -> new Told(renewer, retelling)), caughtBy);
  }

  private static Renewal refusedWith(Renewal renewal, String more) {
    return renewal instanceof Renewal.Refused(var error)
        ? new Renewal.Refused(
            new TspError(error.type(), error.details() + more, false, error.reply()))
        : renewal;
  }

  private record Told(Renewer renewer, Retelling retelling) implements Renewer {
    @Override
    public boolean renewable(Credentials credentials) {
      return renewer.renewable(credentials);
    }

    @Override
    public boolean expired(Credentials credentials, Instant now) {
      return renewer.expired(credentials, now);
    }

    @Override
    public Renewal renew(TspAccess tsp, Instant now) {
      return retelling.of(tsp, renewer.renew(tsp, now));
    }
  }

  private record Always(Renewer renewer) implements Renewer {
    @Override
    public boolean renewable(Credentials credentials) {
      return true;
    }

    @Override
    public boolean expired(Credentials credentials, Instant now) {
      return renewer.expired(credentials, now);
    }

    @Override
    public Renewal renew(TspAccess tsp, Instant now) {
      return renewer.renew(tsp, now);
    }
  }

  @TestFactory
  Stream<DynamicTest> isCaught() {
    return ALL.stream()
        .map(broken -> dynamicTest(broken.how() + ": " + broken.caughtBy(), () -> caught(broken)));
  }

  private static void caught(Broken broken) {
    var summary = run(broken.adapter(), selectMethod(SuspectRenewer.class, broken.caughtBy()));
    assertTrue(summary.getTestsFailedCount() > 0, "nobody noticed");
    summary
        .getFailures()
        .forEach(failure -> assertInstanceOf(AssertionError.class, failure.getException()));
  }

  @Test
  void theWholeOneKeepsTheContract() {
    var summary = run(whole(), selectClass(SuspectRenewer.class));
    assertEquals(List.of(), summary.getFailures().stream().map(one -> one.getException()).toList());
    assertTrue(summary.getTestsSucceededCount() > 0);
  }

  private static TestExecutionSummary run(TspAdapterFactory adapter, DiscoverySelector selector) {
    SuspectRenewer.suspect = adapter;
    var summary = new SummaryGeneratingListener();
    var request = LauncherDiscoveryRequestBuilder.request().selectors(selector).build();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary();
  }

  @Test
  void everyTestOfTheContractCatchesSomething() {
    var tests = new TreeSet<String>();
    Arrays.stream(RenewerContract.class.getDeclaredMethods())
        .filter(method -> method.isAnnotationPresent(Test.class))
        .forEach(method -> tests.add(method.getName()));
    assertEquals(tests, new TreeSet<>(ALL.stream().map(Broken::caughtBy).toList()));
  }
}
