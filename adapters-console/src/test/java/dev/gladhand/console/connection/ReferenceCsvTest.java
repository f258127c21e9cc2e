package dev.gladhand.console.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gladhand.console.page.Stop;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReferenceCsvTest {
  @Test
  void readsCellsInQuotesAndCountsTheLinesInThem() {
    var read =
        ReferenceCsv.read(
            "\uFEFFsource_id,resource,name\r\n\r\n1,user,\"Ana, \"\"the\r\nfirst\"\"\"\r\n 2 ,user,");
    assertEquals(
        List.of(
            Map.of("source_id", "1", "resource", "user", "name", "Ana, \"the\r\nfirst\""),
            Map.of("source_id", "2", "resource", "user")),
        read.items());
    assertEquals(List.of(3, 5), read.lines());
    assertEquals("line 5: name is too long", read.told("1.name", "is too long"));
    assertEquals("line 3: must be an object", read.told("0", "must be an object"));
    assertEquals("must have less items", read.told("", "must have less items"));
  }

  @Test
  void semicolonsSeparateWhereTheFirstLineHasThemAlone() {
    var read = ReferenceCsv.read("resource;source_id;roles\nuser;a,b;driver  admin\n");
    assertEquals(
        List.of(
            Map.of("resource", "user", "source_id", "a,b", "roles", List.of("driver", "admin"))),
        read.items());
  }

  @Test
  void saysOnWhichLineItIsNoTable() {
    for (var wrong :
        Map.of(
                "", "There is no line",
                "resource,colour\n", "line 1: the columns",
                "resource,resource\n", "line 1: the columns",
                "resource,source_id\n\nuser,1,2\n", "line 3: 3 cells",
                "resource\nuser\n\"user", "line 3: a quote")
            .entrySet()) {
      var stop = assertThrows(Stop.class, () -> ReferenceCsv.read(wrong.getKey()));
      assertEquals(422, stop.status());
      assertEquals(
          wrong.getValue(), stop.why().substring(0, wrong.getValue().length()), wrong.getKey());
    }
  }
}
