package dev.gladhand.architecture.broken.circle;

import dev.gladhand.architecture.broken.circle.other.KnowsTheFirst;

public final class KnowsTheOther {
  public KnowsTheFirst other() {
    return new KnowsTheFirst(this);
  }
}
