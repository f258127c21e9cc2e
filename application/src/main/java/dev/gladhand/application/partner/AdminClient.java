package dev.gladhand.application.partner;

/** The operator's own client, from the configuration. */
public record AdminClient(String id, String secret) {
  @Override
  public String toString() {
    return "AdminClient[" + id + "]";
  }
}
