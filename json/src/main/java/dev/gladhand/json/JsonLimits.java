package dev.gladhand.json;

/**
 * What a reader takes.
 *
 * @param what what is read, as messages call it
 * @param strict whether a name that stands twice in an object and a byte order mark are refused;
 *     otherwise the last of the two counts, and the mark is passed over
 * @param levels of objects and arrays within each other
 * @param values in the whole text, objects and arrays among them
 * @param nameLength characters of a name
 * @param textLength UTF-16 units of a string
 * @param digits of a number, written with an exponent or without
 */
public record JsonLimits(
    String what,
    boolean strict,
    int levels,
    int values,
    int nameLength,
    int textLength,
    int digits) {}
