package dev.gladhand.architecture.broken.json;

import org.slf4j.Logger;

/** Breaks: the JSON codec knows Jackson's parser and nothing else. */
public record CodecKnowsALogger(Logger log) {}
