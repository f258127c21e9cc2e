package dev.gladhand.e2e.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** The class path of the tests, with its folders packed into jars: a cache needs files. */
record ClassPath(List<Path> entries) {
  static ClassPath ofTests() {
    return new ClassPath(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList());
  }

  /** Returns a value that changes with each change of a file of the path, and with the JVM. */
  long fingerprint() throws IOException {
    var crc = new CRC32();
    crc.update(System.getProperty("java.vm.version").getBytes(UTF_8));
    for (var entry : entries) {
      try (var files = Files.walk(entry)) {
        for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
          crc.update(
              "%s %s %d\n"
                  .formatted(file, Files.getLastModifiedTime(file), Files.size(file))
                  .getBytes(UTF_8));
        }
      }
    }
    return crc.getValue();
  }

  /** Returns the option's value, with the jars of {@link #pack} in the place of the folders. */
  String packed(Path folder) {
    return IntStream.range(0, entries.size())
        .mapToObj(i -> Files.isDirectory(entries.get(i)) ? jar(folder, i) : entries.get(i))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  void pack(Path folder) throws IOException {
    for (var i = 0; i < entries.size(); i++) {
      if (Files.isDirectory(entries.get(i))) {
        pack(entries.get(i), jar(folder, i));
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
