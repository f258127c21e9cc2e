package dev.gladhand.console.connect;

import dev.gladhand.console.page.Messages;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;

/**
 * What a provider's form says of its members: as the file of messages has it, or else as the
 * adapter declares it. So everything that a fleet reads can be translated in one file.
 *
 * @param slug the provider, as messages name it
 */
record MemberWords(Messages messages, String slug) {
  String title(Field<?> member) {
    var label = member.label();
    return messages
        .find("field_" + slug + "_" + member.name())
        .orElse(label == null ? member.name() : label.title());
  }

  String hint(Field<?> member) {
    var label = member.label();
    return messages
        .find("field_" + slug + "_" + member.name() + "_hint")
        .orElse(label == null ? "" : label.description());
  }

  String fault(FieldFault fault) {
    return messages.find("fault_" + fault.errorType()).orElse(fault.message());
  }
}
