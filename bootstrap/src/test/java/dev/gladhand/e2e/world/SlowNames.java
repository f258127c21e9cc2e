package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * The resolver of a whole JVM: names under {@link #SLOW} have a name server that does not answer,
 * names under {@link #HERE} resolve to this machine, and the system resolves all others.
 */
public final class SlowNames extends InetAddressResolverProvider {
  public static final String SLOW = "slow.example";
  public static final String HERE = "here.example";

  /** Longer than any test waits. */
  private static final Duration SILENCE = Duration.ofMinutes(2);

  /**
   * Returns the environment variables with which a program uses this resolver, in addition to its
   * other options.
   */
  public static Map<String, String> in(Path folder, String options) {
    var jar = folder.resolve("slow-names.jar");
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    // Found on the class path, which the program shares with the tests.
    attributes.putValue("Premain-Class", SlowNames.class.getName());
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(
          new ZipEntry("META-INF/services/" + InetAddressResolverProvider.class.getName()));
      out.write(SlowNames.class.getName().getBytes(StandardCharsets.US_ASCII));
      out.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + " " + options);
  }

  /** Called by the JVM before the program: its jar is on the class path from now on. */
  @SuppressWarnings("unused")
  public static void premain(String options, Instrumentation jvm) {}

  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new Resolver(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "slow names";
  }

  private record Resolver(InetAddressResolver system) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (host.endsWith(SLOW)) {
        LockSupport.parkNanos(SILENCE.toNanos());
        throw new UnknownHostException(host);
      }
      return host.endsWith(HERE)
          ? Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}))
          : system.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return system.lookupByAddress(address);
    }
  }
}
