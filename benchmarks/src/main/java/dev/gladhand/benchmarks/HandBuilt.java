package dev.gladhand.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.gladhand.benchmarks.instead.OwnGateway;
import dev.gladhand.sandbox.SandboxServer;
import java.io.File;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Runs {@link OwnGateway}, an HTTP endpoint over a general job scheduler, in two processes: one
 * only stores messages, and the other also sends them.
 */
final class HandBuilt implements Rival {
  private final String jobs;
  private final String url;
  private final Child accepting;
  private final Child sending;
  private final byte[] message;
  private long expected;

  HandBuilt(String jobs, String url, String storedUrl, SandboxServer sandbox) {
    this.jobs = jobs;
    this.url = url;
    this.accepting = start(jobs, storedUrl, sandbox, false);
    this.sending = start(jobs, url, sandbox, true);
    this.message =
        Load.post(
            "/v2/telematics/messages",
            "{\"connection_id\":\"01a228a7-ef51-767d-8c4d-83ea5d3a2aa3\",\"recipient_id\":\"01a228a8-1f14-7662-9894-68c3e38ce556\","
                + "\"message_text\":\"Dock 4 is free, please come in by the north gate\"}",
            "Authorization",
            "Bearer " + token());
  }

  private static Child start(String jobs, String url, SandboxServer sandbox, boolean run) {
    var port = Child.freePort();
    return Child.java(
        port,
        List.of(
            "-Xmx1g",
            "-Dlogback.configurationFile=quiet.xml",
            "-cp",
            foreign(),
            OwnGateway.class.getName(),
            Integer.toString(port)),
        Map.of(
            "INSTEAD_JOBS",
            jobs,
            "INSTEAD_RUN",
            Boolean.toString(run),
            "INSTEAD_DATABASE",
            url,
            "INSTEAD_PROVIDER",
            sandbox.samsaraUrl()),
        "/",
        401);
  }

  /** The class path without the product itself. */
  private static String foreign() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !new File(entry).getName().startsWith("gladhand-"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String token() {
    try {
      var token =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.HS256),
              new JWTClaimsSet.Builder().subject("bench").build());
      token.sign(new MACSigner(OwnGateway.TOKEN_SECRET));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return jobs;
  }

  @Override
  public Child accepting() {
    return accepting;
  }

  @Override
  public byte[] stored() {
    return message;
  }

  @Override
  public Child sending() {
    return sending;
  }

  @Override
  public List<byte[]> sent() {
    return List.of(message);
  }

  @Override
  public void awaitEnd(long answers) throws SQLException {
    expected += answers;
    try (var connection = Database.connect(url);
        var count = connection.prepareStatement("select count(*) from answer")) {
      while (true) {
        try (var rows = count.executeQuery()) {
          rows.next();
          if (rows.getLong(1) >= expected) {
            return;
          }
        }
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  @Override
  public void close() {
    accepting.close();
    sending.close();
  }
}
