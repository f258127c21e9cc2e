package dev.gladhand.json;

/**
 * The limits of a {@link JsonReader}.
 *
 * @param what the subject of the messages of {@link MalformedJson}, such as {@code the body}
 * @param strict whether a repeated name in an object and a byte order mark are refused; otherwise
 *     the last of the repeated names counts, and the mark is ignored
 * @param levels how deep objects and arrays may be nested
 * @param values the most values in the whole text, including objects and arrays
 * @param nameLength the most characters of a name
 * @param textLength the most UTF-16 units of a string
 * @param digits the most digits of a number, with or without an exponent
 */
public record JsonLimits(
    String what,
    boolean strict,
    int levels,
    int values,
    int nameLength,
    int textLength,
    int digits) {}
