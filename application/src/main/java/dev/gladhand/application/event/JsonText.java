package dev.gladhand.application.event;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON values as text: the one writer that makes what feed, stream and webhooks tell the
 * same bytes.
 */
public interface JsonText {
  String write(Map<String, @Nullable Object> object);
}
