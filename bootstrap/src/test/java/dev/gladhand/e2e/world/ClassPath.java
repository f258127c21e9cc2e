package dev.gladhand.e2e.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * The class path of the tests, with copies in the place of what a build makes: folders become jars,
 * since a cache needs files, and the jars stay as they are when a build makes the same jars again.
 */
record ClassPath(List<Path> entries) {
  private static final String BUILT = File.separator + "target" + File.separator;

  static ClassPath ofTests() {
    return new ClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(Files::exists)
            .toList());
  }

  /** Returns a value that changes with each change of a file of the path, and with the JVM. */
  long fingerprint() throws IOException {
    var crc = new CRC32();
    crc.update(System.getProperty("java.vm.version").getBytes(UTF_8));
    for (var entry : entries) {
      if (isBuilt(entry)) {
        try (var files = Files.walk(entry)) {
          for (var file : files.sorted().toList()) {
            var bytes = Files.isDirectory(file) ? new byte[0] : Files.readAllBytes(file);
            update(crc, file, bytes.length, "built");
            crc.update(bytes);
          }
        }
      } else {
        update(crc, entry, Files.size(entry), Files.getLastModifiedTime(entry));
      }
    }
    return crc.getValue();
  }

  private static void update(CRC32 crc, Path file, long size, Object version) {
    crc.update("%s %d %s\n".formatted(file, size, version).getBytes(UTF_8));
  }

  private static boolean isBuilt(Path entry) {
    return Files.isDirectory(entry) || entry.toString().contains(BUILT);
  }

  /** Returns the option's value, with the jars of {@link #pack} in the place of what was built. */
  String packed(Path folder) {
    return IntStream.range(0, entries.size())
        .mapToObj(i -> isBuilt(entries.get(i)) ? jar(folder, i) : entries.get(i))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  void pack(Path folder) throws IOException {
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (Files.isDirectory(entry)) {
        pack(entry, jar(folder, i));
      } else if (isBuilt(entry)) {
        Files.copy(entry, jar(folder, i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static Path jar(Path folder, int number) {
    return folder.resolve(number + ".jar");
  }

  private static void pack(Path folder, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(folder)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (var file : files.filter(each -> !each.equals(folder)).sorted().toList()) {
        var name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
        if (!Files.isDirectory(file)) {
          Files.copy(file, out);
        }
        out.closeEntry();
      }
    }
  }
}
