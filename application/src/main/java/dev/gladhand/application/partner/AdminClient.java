package dev.gladhand.application.partner;

/** The operator's own client, as the configuration names it. */
public record AdminClient(String id, String secret) {
  @Override
  public String toString() {
    return "AdminClient[" + id + "]";
  }
}
