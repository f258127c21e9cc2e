package dev.gladhand.http.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.gladhand.application.Answer;
import dev.gladhand.application.partner.CheckSecret;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.application.store.Wakeups;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.http.TestServer;
import dev.gladhand.http.Wire.Reply;
import dev.gladhand.http.request.RequestJson;
import dev.gladhand.http.stream.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class TokenTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String JSON = "Content-Type: application/json";

  private final Fakes fakes = new Fakes();
  private TestServer server;
  private ManagePartners.WithSecret partner;

  @BeforeEach
  void start() {
    server = fakes.server(AuthSettings.EMBEDDED, url -> "");
    partner =
        server
            .bean(ManagePartners.class)
            .add("one", Set.of(Scopes.TELEMATICS_READ, Scopes.TELEMATICS_WRITE));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Reply ask(String form, String... headers) {
    var all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = FORM;
    return server.wire().send("POST", "/oauth2/token", form, all);
  }

  private String good() {
    return "grant_type=client_credentials&client_id="
        + partner.partner().clientId()
        + "&client_secret="
        + partner.secret();
  }

  private static String basic(String id, String secret) {
    var pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String adminToken() {
    return "Authorization: Bearer "
        + ask("grant_type=client_credentials", basic("operator", Fakes.ADMIN_SECRET))
            .object()
            .get("access_token");
  }

  private Reply partners(String token) {
    return server.wire().send("GET", "/v2/admin/partners", (String) null, token);
  }

  @Test
  void aClientGetsATokenOfAllItsScopes() {
    var reply = ask(good());
    assertEquals(200, reply.status(), reply.body());
    assertEquals("Bearer", reply.object().get("token_type"));
    assertEquals("3600", reply.object().get("expires_in").toString());
    assertEquals("telematics:read telematics:write", reply.object().get("scope"));
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  @Test
  void theTokenSaysWhatTheContractNames() {
    var token = ask(good()).object().get("access_token").toString();
    var claims =
        (Map<?, ?>) RequestJson.read(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    assertEquals(partner.partner().clientId(), claims.get("sub"));
    assertEquals(partner.partner().id().toString(), claims.get("partner_id"));
    assertTrue(
        claims.keySet().containsAll(Set.of("iss", "sub", "aud", "exp", "iat", "jti", "scope")));
  }

  @Test
  void theKeySetHoldsPublicKeysOnly() {
    ask(good());
    var keys = server.wire().send("GET", "/.well-known/jwks.json", (String) null);
    var key = (Map<?, ?>) ((List<?>) keys.object().get("keys")).getFirst();
    assertEquals("EC", key.get("kty"));
    assertFalse(key.containsKey("d"));
  }

  @Test
  void aClientMayUseTheHeaderAndAskForLess() {
    var reply =
        ask(
            "grant_type=client_credentials&scope=telematics:read",
            basic(partner.partner().clientId(), partner.secret()));
    assertEquals("telematics:read", reply.object().get("scope"));
  }

  @ParameterizedTest
  @CsvSource({
    "grant_type=password, 400, unsupported_grant_type",
    "client_id=a&client_secret=b, 400, invalid_request",
    "grant_type=client_credentials&grant_type=client_credentials, 400, invalid_request",
    "grant_type=%zz, 400, invalid_request",
    "grant_type=client_credentials, 401, invalid_client",
    "grant_type=client_credentials&client_id=a&client_secret=b, 401, invalid_client",
    "grant_type=client_credentials&client_id=operator, 401, invalid_client",
  })
  void errorsAreThoseOfOAuth(String form, int status, String error) {
    var reply = ask(form);
    assertEquals(status, reply.status(), reply.body());
    assertEquals(error, reply.object().get("error"));
    assertTrue(reply.object().containsKey("error_description"));
    assertEquals("no-store", reply.header("Cache-Control"));
  }

  @Test
  void aWrongSecretAndAnUnknownClientLookTheSame() {
    var id = partner.partner().clientId();
    var wrong = ask("grant_type=client_credentials&client_id=" + id + "&client_secret=x");
    var unknown = ask("grant_type=client_credentials&client_id=nobody&client_secret=x");
    assertEquals(unknown.status(), wrong.status());
    assertEquals(unknown.body(), wrong.body());
  }

  @Test
  void wrongSecretsOfOneClientAreBoundedAndItsRightOneIsNot() {
    var id = partner.partner().clientId();
    var wrong = "grant_type=client_credentials&client_id=" + id + "&client_secret=x";
    for (var i = 0; i < 10; i++) {
      assertEquals(401, ask(wrong).status());
    }
    fakes.clock.move(fakes.clock.instant().plusSeconds(20));
    var refused = ask(wrong);
    assertEquals(429, refused.status());
    assertEquals("40", refused.header("Retry-After"));
    assertEquals("no-store", refused.header("Cache-Control"));
    assertEquals(Set.of("retry_after_seconds", "message"), ((Map<?, ?>) refused.detail()).keySet());
    assertEquals(429, ask("grant_type=client_credentials", basic(id, "x")).status());
    assertEquals(200, ask(good()).status());
    assertEquals(401, ask("grant_type=client_credentials", basic("operator", "x")).status());
    fakes.clock.move(fakes.clock.instant().plusSeconds(40));
    assertEquals(401, ask(wrong).status());
  }

  @Test
  void wrongSecretsOfOneAddressAreBounded() {
    for (var i = 0; i < 100; i++) {
      assertEquals(401, ask("grant_type=client_credentials", basic("c" + i, "x")).status());
    }
    assertEquals(429, ask("grant_type=client_credentials", basic("another", "x")).status());
    assertEquals(200, ask(good()).status());
  }

  @Test
  void aFloodOfWrongSecretsIsRefusedBeforeTheStoreIsAsked() {
    var id = partner.partner().clientId();
    var wrong = "grant_type=client_credentials&client_id=" + id + "&client_secret=x";
    for (var i = 0; i < 10; i++) {
      assertEquals(401, ask(wrong).status());
    }
    var before = fakes.partners.looks.get();
    for (var i = 0; i < 100; i++) {
      assertEquals(429, ask(wrong).status());
    }
    assertEquals(before, fakes.partners.looks.get());
    // A new secret, which this node has not seen yet, is also accepted while the flood goes on.
    var rotated = server.bean(ManagePartners.class).rotateSecret(partner.partner().id());
    if (rotated instanceof Answer.Ok<ManagePartners.WithSecret>(var made)) {
      assertEquals(200, ask("grant_type=client_credentials", basic(id, made.secret())).status());
      return;
    }
    throw new AssertionError(rotated);
  }

  @Test
  void wrongSecretsAreLoggedWithoutThem() {
    var logger = (Logger) LoggerFactory.getLogger(CheckSecret.class);
    var lines = new ListAppender<ILoggingEvent>();
    lines.start();
    logger.addAppender(lines);
    try {
      var id = partner.partner().clientId();
      for (var i = 0; i < 20; i++) {
        ask("grant_type=client_credentials", basic(id, "canary-secret"));
      }
      ask("grant_type=client_credentials", basic("canary-secret", "canary-secret"));
      var told = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
      assertEquals("a wrong secret for the client " + id + " from 127.0.0.1", told.getFirst());
      assertEquals("a wrong secret for an unknown client from 127.0.0.1", told.getLast());
      assertEquals(12, told.size());
      assertFalse(told.toString().contains("canary"));
    } finally {
      logger.detachAppender(lines);
    }
  }

  @Test
  void whatIsEmptyCountsAsLeftOut() {
    var header = basic(partner.partner().clientId(), partner.secret());
    var form = "grant_type=client_credentials&client_id=&client_secret=&scope=";
    assertEquals(200, ask(form, header).status());
    assertEquals(200, ask(good() + "&scope=").status());
    assertEquals(200, ask(good() + "&client_id=&client_secret=").status());
    assertEquals(400, ask(good() + "&client_id=a").status());
    assertEquals("invalid_request", ask("grant_type=").object().get("error"));
  }

  @ParameterizedTest
  @CsvSource({
    "utf8, 200",
    "UTF-8, 200",
    "iso-8859-1, 200",
    "us-ascii, 200",
    "utf-16, 415",
    "x, 415"
  })
  void aFormIsAsciiWhateverItCallsItself(String charset, int status) {
    var type = "Content-Type: application/x-www-form-urlencoded; charset=" + charset;
    assertEquals(status, server.wire().send("POST", "/oauth2/token", good(), type).status());
    assertEquals(
        status == 200 ? 400 : 415,
        server.wire().send("POST", "/oauth2/token", good() + "&a=\u00e9", type).status());
  }

  @Test
  void aLongFormIsRefused() {
    var form = good() + "&a=" + "x".repeat(16 * 1024);
    assertEquals(413, ask(form).status());
    var bytes = form.getBytes(StandardCharsets.UTF_8);
    assertEquals(413, server.wire().chunked("POST", "/oauth2/token", bytes, FORM).status());
  }

  @Test
  void aTokenHoldsUntilItExpiresOrItsClientChanges() {
    var tokens = server.bean(Tokens.class);
    var first = ask(good()).object().get("access_token").toString();
    assertTrue(tokens.hold(first));
    fakes.clock.move(fakes.clock.instant().plusSeconds(3600));
    assertFalse(tokens.hold(first));
    var second = ask(good()).object().get("access_token").toString();
    assertTrue(tokens.hold(second));
    server.bean(ManagePartners.class).rotateSecret(partner.partner().id());
    assertFalse(tokens.hold(second));
  }

  @Test
  void scopesThatTheClientLacksAreRefused() {
    var reply = ask(good() + "&scope=telematics:read+admin");
    assertEquals(400, reply.status());
    assertEquals("invalid_scope", reply.object().get("error"));
  }

  @Test
  void aSecretGivenTwiceIsRefused() {
    var reply = ask(good(), basic(partner.partner().clientId(), partner.secret()));
    assertEquals("invalid_request", reply.object().get("error"));
  }

  @Test
  void otherFormsOfBodiesAreRefused() {
    assertEquals(415, server.wire().send("POST", "/oauth2/token", "{}", JSON).status());
    assertEquals(405, server.wire().send("GET", "/oauth2/token", (String) null).status());
  }

  @Test
  void aTokenWithoutTheScopeIsToldWhichOneItLacks() {
    var token = "Authorization: Bearer " + ask(good()).object().get("access_token");
    var reply = partners(token);
    assertEquals(403, reply.status());
    assertTrue(reply.detail().toString().contains("admin"));
  }

  @Test
  void theOperatorSetsPartnersUp() {
    var admin = adminToken();
    var made = server.wire().send("POST", "/v2/admin/partners", "{\"name\":\"two\"}", JSON, admin);
    assertEquals(201, made.status(), made.body());
    assertEquals(
        Set.of(
            "id",
            "name",
            "client_id",
            "client_secret",
            "scopes",
            "disabled",
            "redirect_origins",
            "created_at",
            "updated_at"),
        made.object().keySet());
    var id = made.object().get("client_id").toString();
    var secret = made.object().get("client_secret").toString();
    assertEquals(200, ask("grant_type=client_credentials", basic(id, secret)).status());
    var listed = partners(admin);
    assertTrue(listed.body().contains(id));
    assertFalse(listed.body().contains(secret));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name",
        "{\"name\":\"\"}|name",
        "{\"name\":7}|name",
        "{\"name\":\"a\\u0000\"}|name",
        "{\"name\":\"a\",\"scopes\":[\"root\"]}|scopes.0",
        "{\"name\":\"a\",\"colour\":1}|colour",
      })
  void aPartnersBodyIsChecked(String body, String path) {
    var reply = server.wire().send("POST", "/v2/admin/partners", body, JSON, adminToken());
    assertEquals(422, reply.status(), reply.body());
    var fault = (Map<?, ?>) ((List<?>) reply.detail()).getFirst();
    assertEquals(path, fault.get("path"));
  }

  @Test
  void aRotatedSecretEndsTheTokensOfTheOldOneAtOnce() {
    var token = "Authorization: Bearer " + ask(good()).object().get("access_token");
    assertEquals(403, partners(token).status());
    var path = "/v2/admin/partners/" + partner.partner().id() + "/rotate-secret";
    var rotated = server.wire().send("POST", path, (String) null, adminToken());
    assertEquals(200, rotated.status(), rotated.body());
    assertEquals(401, partners(token).status());
    assertEquals(401, ask(good()).status());
    var secret = rotated.object().get("client_secret").toString();
    assertNotEquals(partner.secret(), secret);
    assertEquals(
        200,
        ask("grant_type=client_credentials", basic(partner.partner().clientId(), secret)).status());
    assertEquals(
        List.of(new Wakeups.Signal.PartnerChanged(partner.partner().clientId())),
        fakes.signals.heard);
  }

  @Test
  void aDisabledPartnerIsOutAtOnce() {
    var token = "Authorization: Bearer " + ask(good()).object().get("access_token");
    assertEquals(403, partners(token).status());
    var path = "/v2/admin/partners/" + partner.partner().id() + "/disable";
    assertEquals(200, server.wire().send("POST", path, (String) null, adminToken()).status());
    assertEquals(401, partners(token).status());
    assertEquals(401, ask(good()).status());
  }

  @Test
  void whatAnotherNodeChangedIsNoticedWithinTwoSeconds() {
    var token = "Authorization: Bearer " + ask(good()).object().get("access_token");
    assertEquals(403, partners(token).status());
    server.bean(dev.gladhand.application.partner.Clients.class);
    var old = partner.partner();
    fakes.partners.update(
        old,
        new dev.gladhand.application.store.Partners.Partner(
            old.id(),
            old.name(),
            old.clientId(),
            old.secretHash(),
            2,
            old.scopes(),
            false,
            old.createdAt(),
            old.updatedAt()));
    fakes.clock.move(fakes.clock.instant().plusSeconds(2));
    assertEquals(401, partners(token).status());
  }

  @Test
  void partnersThatAreNotThereAreNotFound() {
    var admin = adminToken();
    for (var id : List.of(new PartnerId(java.util.UUID.randomUUID()).toString(), "1-1-1-1-1")) {
      var path = "/v2/admin/partners/" + id + "/disable";
      assertEquals(404, server.wire().send("POST", path, (String) null, admin).status());
    }
  }

  @Test
  void aLostStoreIsNotAWrongSecret() {
    fakes.partners.failure = new StoreUnavailable("gone", false, new IllegalStateException());
    var reply = ask(good());
    assertEquals(503, reply.status());
    assertEquals("2", reply.header("Retry-After"));
  }
}
