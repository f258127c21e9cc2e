package dev.gladhand.application;

/** Background work that consists of one repeated task. */
public interface RepeatedWork extends BackgroundWork {
  @Override
  Repeated watched();

  @Override
  default void start() {
    watched().start();
  }

  @Override
  default void stop() {
    watched().stop();
  }
}
