package dev.gladhand.application.partner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gladhand.application.Answer;
import dev.gladhand.application.ClockAndIds;
import dev.gladhand.application.audit.Audit;
import dev.gladhand.application.connection.OperatorTargets;
import dev.gladhand.application.store.Partners;
import dev.gladhand.application.store.Secrets;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.PartnerId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClientsTest {
  private final MemoryPartners partners = new MemoryPartners();
  private final ClientSecrets secrets = new ClientSecrets(new MemorySecrets(), new SecureRandom());
  private Instant now = Instant.parse("2026-05-01T12:00:00Z");
  private final Clients clients =
      new Clients(partners, secrets, new AdminClient("operator", "s3cret"), () -> now);
  private final List<Wakeups.Signal> signals = new ArrayList<>();
  private final ManagePartners manage =
      new ManagePartners(
          partners,
          secrets,
          clients,
          new NotedSignals(),
          new ClockAndIds(() -> now, () -> new UUID(7, signals.size())),
          OperatorTargets.NONE,
          new Audit(new NotedAudit(), UUID::randomUUID, () -> now));

  private static final class MemoryPartners implements Partners {
    private final Map<PartnerId, Partner> all = new HashMap<>();
    private int looks;
    private boolean duplicatesFail;
    private Runnable duringLook = () -> {};

    @Override
    public void add(Partner partner) {
      if (duplicatesFail && all.containsKey(partner.id())) {
        throw new IllegalStateException("a partner of that id is there");
      }
      all.put(partner.id(), partner);
    }

    @Override
    public Optional<Partner> find(PartnerId id) {
      return Optional.ofNullable(all.get(id));
    }

    @Override
    public Optional<Partner> findByClient(String clientId) {
      looks++;
      var found = all.values().stream().filter(one -> one.clientId().equals(clientId)).findFirst();
      duringLook.run();
      return found;
    }

    @Override
    public List<Partner> list() {
      return List.copyOf(all.values());
    }

    @Override
    public boolean update(Partner read, Partner changed) {
      return all.replace(read.id(), read, changed);
    }
  }

  private static final class MemorySecrets implements Secrets {
    private final Map<String, byte[]> all = new HashMap<>();

    @Override
    public Optional<byte[]> find(String name) {
      return Optional.ofNullable(all.get(name));
    }

    @Override
    public byte[] findOrMake(String name, Supplier<byte[]> make) {
      return all.computeIfAbsent(name, _ -> make.get());
    }

    @Override
    public synchronized byte[] change(String name, UnaryOperator<byte[]> change) {
      return Objects.requireNonNull(
          all.computeIfPresent(name, (_, before) -> change.apply(before)));
    }
  }

  private final class NotedSignals implements Wakeups {
    @Override
    public void signal(Signal signal) {
      signals.add(signal);
    }

    @Override
    public void listen(Consumer<Signal> listener) {}
  }

  private ManagePartners.WithSecret made() {
    return manage.add("one", Set.of(Scopes.TELEMATICS_WRITE));
  }

  @Test
  void theRightSecretLetsAClientIn() {
    var made = made();
    var client =
        clients.authenticate(made.partner().clientId(), List.of(made.secret())).orElseThrow();
    assertEquals(made.partner().id(), client.partner());
    assertEquals(Set.of(Scopes.TELEMATICS_WRITE), client.scopes());
    assertTrue(
        clients.authenticate(made.partner().clientId(), List.of(made.secret() + "x")).isEmpty());
    assertTrue(clients.authenticate(made.partner().clientId(), List.of("")).isEmpty());
    assertTrue(clients.authenticate("nobody", List.of("")).isEmpty());
  }

  @Test
  void theSecretIsNowhereInTheStore() {
    var made = made();
    assertFalse(made.partner().secretHash().contains(made.secret()));
    assertFalse(made.toString().contains(made.secret()));
    assertEquals(64, made.partner().secretHash().length());
  }

  @Test
  void theOperatorsClientIsNoPartner() {
    var client = clients.authenticate("operator", List.of("s3cret")).orElseThrow();
    assertNull(client.partner());
    assertEquals(Set.of(Scopes.ADMIN), client.scopes());
    assertTrue(clients.authenticate("operator", List.of("other")).isEmpty());
    var other = new Clients(partners, secrets, new AdminClient("operator", "changed"), () -> now);
    assertNotEquals(client.version(), other.find("operator").orElseThrow().version());
  }

  @Test
  void aClientIsRememberedForLessThanTwoSeconds() {
    var id = made().partner().clientId();
    assertTrue(clients.remembered(id).isEmpty());
    clients.find(id);
    clients.find(id);
    assertEquals(1, partners.looks);
    assertTrue(clients.remembered(id).isPresent());
    now = now.plusMillis(1999);
    assertTrue(clients.remembered(id).isEmpty());
  }

  @Test
  void aClientInUseIsRememberedWhileManyUnknownOnesCome() {
    var id = made().partner().clientId();
    clients.find(id);
    for (var i = 0; i < 30_000; i++) {
      clients.find("nobody " + i);
      assertTrue(clients.remembered(id).isPresent());
    }
  }

  @Test
  void aChangeIsSeenAtOnce() {
    var made = made();
    var id = made.partner().clientId();
    assertEquals("1", clients.find(id).orElseThrow().version());
    manage.rotateSecret(made.partner().id());
    assertEquals("2", clients.find(id).orElseThrow().version());
    manage.disable(made.partner().id());
    assertTrue(clients.find(id).orElseThrow().disabled());
    assertTrue(clients.find(made.partner().id()).orElseThrow().disabled());
    assertEquals(
        List.of(new Wakeups.Signal.PartnerChanged(id), new Wakeups.Signal.PartnerChanged(id)),
        signals);
  }

  @Test
  void whatWasReadBeforeAChangeIsNotRemembered() {
    var made = made();
    var id = made.partner().clientId();
    partners.duringLook =
        () -> {
          partners.duringLook = () -> {};
          manage.disable(made.partner().id());
        };
    clients.find(id);
    assertTrue(clients.find(id).orElseThrow().disabled());
  }

  @Test
  void aNewSecretLeavesADisabledPartnerOut() {
    var made = made();
    manage.disable(made.partner().id());
    if (manage.rotateSecret(made.partner().id())
        instanceof Answer.Ok<ManagePartners.WithSecret>(var rotated)) {
      assertTrue(
          clients.authenticate(rotated.partner().clientId(), List.of(rotated.secret())).isEmpty());
      return;
    }
    throw new AssertionError("no new secret");
  }

  @Test
  void nobodyIsNoPartner() {
    assertTrue(
        manage.disable(new PartnerId(new UUID(9, 9))) instanceof Answer.Refused<Partners.Partner>);
    assertTrue(clients.find(new PartnerId(new UUID(9, 9))).isEmpty());
  }

  @Test
  void aPartnerIsProvisionedOnceWithASecretThatNobodyKnows() {
    var id = new PartnerId(new UUID(9, 9));
    assertTrue(clients.find(id).isEmpty());
    manage.provision(id);
    var first = partners.find(id).orElseThrow();
    assertEquals(Set.copyOf(Scopes.OF_PARTNERS), first.scopes());
    assertEquals(id, clients.find(id).orElseThrow().partner());
    assertTrue(clients.authenticate(first.clientId(), List.of("")).isEmpty());
    partners.duplicatesFail = true;
    manage.provision(id);
    assertEquals(first, partners.find(id).orElseThrow());
    assertEquals(List.of(new Wakeups.Signal.PartnerChanged(first.clientId())), signals);
  }
}
