package dev.gladhand.tsp.kit.record;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.record.Reference;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.body.Part;
import java.util.List;

/** Writes the TSP's id of a record as a JSON number; an id that is not a number is a fault. */
public record RecordNumber(Field<Reference> field, String key) implements Part {
  @Override
  public List<Field<?>> fields() {
    return List.of(field);
  }

  @Override
  public void put(Write<?> write, Body body) {
    var reference = write.payload().fields().get(field);
    if (reference == null) {
      return;
    }
    var number = Recipients.number(reference);
    if (number == null) {
      body.fault(field, Recipients.id(reference), "must be a record whose id is a number", "id");
    }
    body.put(number, key);
  }
}
