package dev.gladhand.console.connect;

import dev.gladhand.console.page.Messages;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldFault;

/**
 * The texts for the members of a provider's form: from the file of messages, or else from the
 * adapter's declaration. So all texts for fleets can be translated in one file.
 *
 * @param slug the provider's slug, which is a part of the names of messages
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
