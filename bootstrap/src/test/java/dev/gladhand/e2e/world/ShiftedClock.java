package dev.gladhand.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets the clock of a whole JVM wrong: an agent that adds to every reading of the system's time, in
 * the JDK as in all other classes. The monotonic clock is not changed, because a wrong system time
 * does not affect it.
 */
public final class ShiftedClock implements ClassFileTransformer {
  private static final String MILLIS = "java/lang/System.currentTimeMillis";
  private static final String NANOS = "jdk/internal/misc/VM.getNanoTimeAdjustment";

  private final long seconds;

  private ShiftedClock(long seconds) {
    this.seconds = seconds;
  }

  /** Returns the environment variables with which a program runs with the shifted clock. */
  public static Map<String, String> by(Duration shift, Path folder) {
    var jar = folder.resolve("shifted-clock.jar");
    var manifest = new Manifest();
    var attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    // Found on the class path, which the program shares with the tests.
    attributes.putValue("Premain-Class", ShiftedClock.class.getName());
    attributes.putValue("Can-Retransform-Classes", "true");
    try (var file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + jar + "=" + shift.toSeconds());
  }

  /** Called by the JVM before the program. */
  @SuppressWarnings("unused")
  public static void premain(String seconds, Instrumentation jvm)
      throws UnmodifiableClassException {
    jvm.addTransformer(new ShiftedClock(Long.parseLong(seconds)), true);
    var loaded =
        Stream.of(jvm.getAllLoadedClasses())
            .filter(each -> each.getName().matches("java\\.(time|util)\\.[A-Za-z$]+"))
            .filter(jvm::isModifiableClass);
    jvm.retransformClasses(loaded.toArray(Class<?>[]::new));
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (!mentions(bytes, name(MILLIS)) && !mentions(bytes, name(NANOS))) {
      return null;
    }
    var file = ClassFile.of();
    return file.transformClass(
        file.parse(bytes), ClassTransform.transformingMethodBodies(this::shift));
  }

  private static String name(String method) {
    return method.substring(method.indexOf('.') + 1);
  }

  private static boolean mentions(byte[] bytes, String name) {
    var wanted = name.getBytes(StandardCharsets.US_ASCII);
    for (var at = 0; at + wanted.length <= bytes.length; at++) {
      if (bytes[at] == wanted[0]
          && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private void shift(CodeBuilder code, CodeElement element) {
    code.with(element);
    if (element instanceof InvokeInstruction call) {
      switch (call.owner().asInternalName() + "." + call.name().stringValue()) {
        case MILLIS -> code.ldc(seconds * 1000).ladd();
        case NANOS -> code.ldc(seconds * 1_000_000_000).ladd();
        default -> {}
      }
    }
  }
}
