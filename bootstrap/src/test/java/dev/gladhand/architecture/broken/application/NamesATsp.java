package dev.gladhand.architecture.broken.application;

/** Breaks: a TSP is named in its own module. */
public final class NamesATsp {
  public boolean isSpecial(String tsp) {
    return tsp.equals("samsara");
  }
}
