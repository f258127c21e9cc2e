package dev.gladhand.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** The picture of the modules in docs/architecture.md shows what the poms say. */
class ArchitecturePictureTest {
  private static final String OURS = "gladhand-";
  private static final Set<String> NOT_OF_THE_PROGRAM = Set.of("testkit", "benchmarks");
  private static final Pattern ARROW = Pattern.compile("(?m)^ *([a-z-]+) --> ([a-z-]+)$");

  @Test
  void showsTheDependenciesOfThePoms() throws Exception {
    var drawn = drawn(Files.readString(Source.project().resolve("docs/architecture.md")));
    assertTrue(drawn.contains("application --> domain"), drawn::toString);
    assertEquals(
        lines(declared()), lines(drawn), "docs/architecture.md, the picture of the modules");
  }

  private static Set<String> drawn(String page) {
    return ARROW
        .matcher(page)
        .results()
        .map(arrow -> arrow.group(1) + " --> " + arrow.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> declared()
      throws IOException, ParserConfigurationException, SAXException {
    var arrows = new TreeSet<String>();
    var modules = elements(parsed(Source.project().resolve("pom.xml")), "module");
    for (var module : modules) {
      var name = module.getTextContent().strip();
      if (NOT_OF_THE_PROGRAM.contains(name)) {
        continue;
      }
      var pom = parsed(Source.project().resolve(name).resolve("pom.xml"));
      for (var dependency : elements(pom, "dependency")) {
        var used = text(dependency, "artifactId");
        if (used.startsWith(OURS) && !text(dependency, "scope").equals("test")) {
          arrows.add(name + " --> " + used.substring(OURS.length()));
        }
      }
    }
    return arrows;
  }

  private static Element parsed(Path pom)
      throws IOException, ParserConfigurationException, SAXException {
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  private static Iterable<Element> elements(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return () ->
        IntStream.range(0, found.getLength())
            .mapToObj(index -> (Element) found.item(index))
            .iterator();
  }

  private static String text(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static String lines(Set<String> arrows) {
    return String.join("\n", arrows);
  }
}
