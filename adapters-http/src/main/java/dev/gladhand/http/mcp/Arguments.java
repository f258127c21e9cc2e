package dev.gladhand.http.mcp;

import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.NumberType;
import dev.gladhand.domain.record.OperationType;
import dev.gladhand.domain.record.Resource;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The arguments that the tools for language models may have. */
final class Arguments {
  static final Field<UUID> CONNECTION =
      new Field<>("connection_id", new FieldType.Id())
          .labelled("Connection", "The id of a connection, from list_connections.");
  static final Field<UUID> OPERATION =
      new Field<>("operation_id", new FieldType.Id())
          .labelled("Operation", "The id of an operation, from list_operations or a write.");
  static final Field<UUID> RECORD =
      new Field<>("record_id", new FieldType.Id())
          .labelled("Record", "The record to update. Leave it out to create one.");
  static final Field<UUID> AFTER =
      new Field<>("after", new FieldType.Id())
          .labelled("After", "The last id of the previous page; leave it out for the first page.");
  static final Field<String> RESOURCE =
      new Field<>("resource", words(Stream.of(Resource.values()).map(Resource::wire)))
          .labelled("Resource", "The type of record to write.");
  static final Field<String> TYPE =
      new Field<>("operation", words(Stream.of(OperationType.values()).map(OperationType::wire)))
          .labelled("Operation", "Whether a record is created or updated.");
  static final Field<String> STATUS =
      new Field<>("status", words(Stream.of("pending", "success", "failed")))
          .labelled("Status", "Only operations with this status.");
  static final Field<Integer> HOURS =
      new Field<>("hours", new NumberType.Whole(1, 1080))
          .labelled("Hours", "Only operations accepted within this many hours; 24 if left out.");
  static final Field<Integer> SIZE =
      new Field<>("size", new NumberType.Whole(1, 50))
          .labelled("Size", "The largest number of operations; 20 if left out.");
  static final Field<String> KEY =
      new Field<>("idempotency_key", new FieldType.Text(1, 255, Pattern.compile("[\\x21-\\x7E]*")))
          .labelled(
              "Idempotency key",
              "A key for a write that must happen once. Make a new key for each write, and use the"
                  + " same key when you repeat the call: then the repeat has no further effect.");
  static final Field<Boolean> CONFIRM =
      new Field<>("confirm", new FieldType.Flag())
          .labelled(
              "Confirmed", "True only after a person has seen what will be sent and has agreed.");

  private Arguments() {}

  private static FieldType<String> words(Stream<String> words) {
    var list = words.toList();
    return new FieldType.Word(list, "one of " + String.join(", ", list));
  }
}
