package dev.gladhand.domain.operation;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.domain.outcome.ErrorType;
import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.outcome.TspError;
import dev.gladhand.domain.tsp.RepeatSafety;
import dev.gladhand.domain.tsp.Settler.Settlement;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
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
        leaves(State.class)
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
  void aTransitionIsRefusedWhereThePictureHasNone() {
    var from =
        ARROW
            .matcher(text)
            .results()
            .filter(arrow -> arrow.group(3) != null)
            .collect(
                Collectors.groupingBy(
                    arrow -> arrow.group(3), Collectors.mapping(arrow -> arrow.group(1), toSet())));
    var waits = Samples.message(Mode.ASYNC);
    var at = new Transitions(RetryPolicy.DEFAULT, Samples.NOW, 0);
    var all = List.of(waits, at.begin(waits), at.expire(waits));
    var steps =
        Map.<String, UnaryOperator<ResourceOperation>>of(
            "begin", at::begin,
            "withdraw", at::withdraw,
            "snooze", op -> at.snooze(op, Samples.NOW, Waiting.QUEUE),
            "expire", at::expire,
            "lost", op -> at.lost(op, RepeatSafety.NEVER),
            "after", op -> at.after(op, Outcome.accepted(), RepeatSafety.NEVER),
            "settled", op -> at.settled(op, new Settlement.NotApplied()),
            "refuse", op -> at.refuse(op, new TspError(ErrorType.TSP, "no", false, null)));
    assertEquals(from.keySet(), steps.keySet());
    steps.forEach(
        (name, step) -> {
          for (var op : all) {
            if (from.getOrDefault(name, Set.of()).contains(op.state().getClass().getSimpleName())) {
              assertNotNull(step.apply(op), name);
            } else {
              assertThrows(IllegalStateException.class, () -> step.apply(op), name);
            }
          }
        });
  }

  private static Stream<Class<?>> leaves(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OperationStatesTest::leaves)
        : Stream.of(type);
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
    assertEquals(Set.of("UnderWay", "Waits"), going);
  }
}
