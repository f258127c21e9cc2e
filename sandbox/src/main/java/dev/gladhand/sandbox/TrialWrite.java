package dev.gladhand.sandbox;

import java.util.Map;

/**
 * An example of a write that a simulated provider accepts, with credentials for the connection.
 * Nothing else need be set up.
 *
 * @param path the path of the resource in the gateway's API
 * @param body the body of a create in the gateway's API, without the connection
 */
public record TrialWrite(
    String provider, Map<String, String> credentials, String path, Map<String, Object> body) {

  /** The example for a sandbox with its default settings: the create of a vehicle at Motive. */
  public static TrialWrite usual() {
    return new TrialWrite(
        "motive",
        Map.of("api_key", "motive-sandbox-key"),
        "vehicles",
        Map.of("vehicle_name", "Selfcheck", "oem", "Volvo", "vin", "4V4NC9EH5GN000001"));
  }
}
