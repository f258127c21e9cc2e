package dev.gladhand.domain.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The picture in the documentation shows the state machine as it is. */
class OperationStatesTest {
  private static final Pattern ARROW =
      Pattern.compile("(?m)^ +(\\S+) --> ([^\\s:]+)(?:: (\\w+))?$");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  private String text = "";

  @BeforeEach
  void readPicture() throws IOException {
    text = Files.readString(Path.of("../docs/operation-states.md"));
  }

  private Set<String> arrows(int group) {
    return ARROW
        .matcher(text)
        .results()
        .map(arrow -> arrow.group(group))
        .filter(name -> name != null && !name.equals("[*]"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void showsEveryState() {
    var states =
        Arrays.stream(State.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(states, arrows(2));
    assertEquals(states, arrows(1));
  }

  @Test
  void showsEveryTransitionAndSaysWhenItIsMade() {
    var transitions =
        Arrays.stream(Transitions.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> method.getReturnType() == ResourceOperation.class)
            .map(method -> method.getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(transitions, arrows(3));
    var waits = Arrays.stream(Waiting.values()).map(Waiting::wire);
    var rows =
        ROW.matcher(text)
            .results()
            .map(row -> row.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(
        Stream.concat(transitions.stream(), waits).collect(Collectors.toCollection(TreeSet::new)),
        rows);
  }

  @Test
  void onlyAPendingOperationGoesOn() {
    var going =
        ARROW
            .matcher(text)
            .results()
            .filter(arrow -> arrow.group(3) != null)
            .map(arrow -> arrow.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("Pending"), going);
  }
}
