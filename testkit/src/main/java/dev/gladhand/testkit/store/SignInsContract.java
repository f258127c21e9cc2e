package dev.gladhand.testkit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.store.OauthAppStore.Stored;
import dev.gladhand.application.store.SignIns.SignIn;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.invitation.InvitationId;
import dev.gladhand.domain.signin.OauthApp;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks how sign-ins under way and the operator's OAuth applications are stored. */
public abstract class SignInsContract extends StoreContract {
  private static final TspId TSP = new TspId("samsara");
  private static final Duration LIFE = Duration.ofMinutes(10);

  private SignIn signIn(String state) {
    return new SignIn(
        state, new InvitationId(samples.id()), TSP, "browser", Map.of("region", "eu"));
  }

  @Test
  void aStateIsGoodOnce() throws Exception {
    var begun = signIn("state-1");
    store.signIns().begin(begun, LIFE);
    store.signIns().begin(signIn("state-2"), LIFE);
    var takers =
        Stream.generate(() -> (Callable<Optional<SignIn>>) () -> store.signIns().take("state-1"))
            .limit(4)
            .toList();
    var taken = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var one : threads.invokeAll(takers)) {
        if (one.get().isPresent()) {
          assertEquals(begun, one.get().orElseThrow());
          taken++;
        }
      }
    }
    assertEquals(1, taken);
    assertTrue(store.signIns().take("state-2").isPresent());
    assertEquals(Optional.empty(), store.signIns().take("state-3"));
  }

  @Test
  void aStateIsGoodUntilItsTimeIsOver() {
    store.signIns().begin(signIn("state-1"), LIFE);
    store.signIns().begin(signIn("state-2"), LIFE);
    store.advance(Duration.ofMinutes(9));
    assertTrue(store.signIns().take("state-1").isPresent());
    store.advance(Duration.ofMinutes(1));
    assertEquals(Optional.empty(), store.signIns().take("state-2"));
  }

  @Test
  void keepsOneApplicationForEachTsp() {
    var apps = store.oauthApps();
    assertEquals(Optional.empty(), apps.get(TSP));
    assertFalse(apps.delete(TSP));
    var app =
        new OauthApp(
            "id", "secret", List.of("a", "b"), URI.create("https://api.example.com/a"), null);
    var at = store.now();
    apps.put(TSP, app, at);
    assertEquals(Optional.of(new Stored(app, at)), apps.get(TSP));
    store.advance(Duration.ofMinutes(1));
    var next = new OauthApp("id-2", "secret-2", List.of(), null, null);
    apps.put(TSP, next, store.now());
    assertEquals(Optional.of(next), apps.find(TSP));
    assertEquals(Optional.empty(), apps.find(new TspId("motive")));
    assertTrue(apps.delete(TSP));
    assertEquals(Optional.empty(), apps.find(TSP));
  }
}
