package dev.gladhand.application.partner;

import dev.gladhand.application.invitation.WebOrigins;
import dev.gladhand.domain.field.CompoundType;
import dev.gladhand.domain.field.Faults;
import dev.gladhand.domain.field.Field;
import dev.gladhand.domain.field.FieldType;
import dev.gladhand.domain.field.FieldTypes;
import dev.gladhand.domain.field.Fields;
import dev.gladhand.domain.field.PresenceRule;
import dev.gladhand.domain.field.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a request that creates or changes a partner, and collects all its faults. Not
 * thread-safe: one form reads one body.
 */
public final class PartnerForm {
  private static final Field<String> NAME =
      new Field<>("name", new FieldType.Text(1, 200, Pattern.compile("[^ \\t\\r\\n]")));
  private static final Field<List<String>> SCOPES =
      new Field<>("scopes", FieldTypes.many(new FieldType.Text(1, 100, null)));
  private static final Field<List<String>> REDIRECT_ORIGINS =
      new Field<>(
          "redirect_origins",
          new CompoundType.Many<>(new FieldType.Text(1, 255, null), 0, 50, true));

  /** The body that creates a partner. */
  public static final Shape NEW = Shape.of(List.of(NAME, SCOPES), new PresenceRule.Required(NAME));

  /** The body that changes a partner. */
  public static final Shape CHANGED =
      Shape.of(
          List.of(SCOPES, REDIRECT_ORIGINS),
          new PresenceRule.NotNull(SCOPES),
          new PresenceRule.NotNull(REDIRECT_ORIGINS),
          new PresenceRule.Mentions(List.of(SCOPES, REDIRECT_ORIGINS), "must change something"));

  private final Faults faults = new Faults();
  private final Fields fields;

  PartnerForm(Shape shape, Map<String, ? extends @Nullable Object> body) {
    this.fields = shape.read(body, faults, false);
  }

  Faults faults() {
    return faults;
  }

  @Nullable String name() {
    return fields.get(NAME);
  }

  /** The requested scopes; null if the body does not have the field. */
  @Nullable Set<String> scopes() {
    var asked = fields.get(SCOPES);
    if (asked == null) {
      return null;
    }
    for (var i = 0; i < asked.size(); i++) {
      if (!Scopes.exists(asked.get(i))) {
        faults
            .at(SCOPES.name())
            .at(Integer.toString(i))
            .add(asked.get(i), "is not a scope", "enum");
      }
    }
    return Set.copyOf(asked);
  }

  /**
   * The requested origins in the form in which they are compared; null if the body does not have
   * the field.
   */
  @Nullable Set<String> redirectOrigins(WebOrigins origins) {
    var named = fields.get(REDIRECT_ORIGINS);
    if (named == null) {
      return null;
    }
    var spelled = new TreeSet<String>();
    for (var i = 0; i < named.size(); i++) {
      var text = named.get(i);
      var here = faults.at(REDIRECT_ORIGINS.name()).at(Integer.toString(i));
      origins
          .origin(text)
          .ifPresentOrElse(
              spelled::add,
              () ->
                  here.add(
                      text.contains("@") ? "*****" : text,
                      "must be an origin such as https://app.example.com; http only where the"
                          + " operator allows its host and port",
                      "url_not_allowed"));
    }
    return spelled;
  }
}
