package dev.gladhand.bootstrap;

/** What the demo prints: calls that can be pasted as they are. */
final class DemoText {
  private DemoText() {}

  static String of(String url, DemoFleet.Seeded seeded) {
    return """

        Gladhand runs at %1$s (its documentation: %1$s/docs), with simulated providers and demo data.
        Stop it with Ctrl-C. Try, in another terminal:

        # a token
        TOKEN=$(curl -s -X POST %1$s/oauth2/token -d grant_type=client_credentials \\
          -d client_id=%2$s -d client_secret=%3$s | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

        # a message to a driver at Samsara
        curl -s -X POST %1$s/v2/telematics/messages -H "Authorization: Bearer $TOKEN" \\
          -H 'Content-Type: application/json' \\
          -d '{"connection_id":"%4$s","recipient_id":"%5$s","message_text":"Dock 4 is free"}'

        # what became of it
        curl -s "%1$s/v2/integrations/connections/resource-operations?size=1" -H "Authorization: Bearer $TOKEN"

        # a message through SuperOffice, while you wait
        curl -s -X POST "%1$s/v2/telematics/messages?is_sync=true" -H "Authorization: Bearer $TOKEN" \\
          -H 'Content-Type: application/json' \\
          -d '{"connection_id":"%6$s","recipient_id":"%7$s","message_text":"Your load is ready"}'
        """
        .formatted(
            url,
            seeded.client(),
            seeded.secret(),
            seeded.samsara(),
            seeded.driver(),
            seeded.superOffice(),
            seeded.person());
  }
}
