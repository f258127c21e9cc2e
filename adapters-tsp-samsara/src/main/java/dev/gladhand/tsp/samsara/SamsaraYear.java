package dev.gladhand.tsp.samsara;

import dev.gladhand.domain.payload.Change;
import dev.gladhand.domain.payload.Field;
import dev.gladhand.domain.payload.OperationType;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.Body;
import dev.gladhand.tsp.kit.Part;
import java.util.List;

/** {@code year} of an asset, from 1 to 9999. */
record SamsaraYear(Field<Integer> field) implements Part {
  @Override
  public List<Field<?>> fields() {
    return List.of(field);
  }

  @Override
  public void put(Write<?> write, Body body) {
    switch (write.payload().fields().change(field)) {
      case Change.Unchanged<Integer>() -> {}
      case Change.Set<Integer>(var year) when year < 1 || year > 9999 ->
          body.fault(field, year, "must be from 1 to 9999", "out_of_range");
      case Change.Set<Integer>(var year) -> body.put(year, "year");
      case Change.Clear<Integer>() -> {
        if (write.type() == OperationType.UPDATE) {
          body.put(null, "year");
        }
      }
    }
  }
}
