package dev.gladhand.bootstrap;

/** The text that the demo prints: calls that can be pasted into a shell unchanged. */
final class DemoText {
  private DemoText() {}

  static String of(String url, DemoFleet.Seeded seeded, String link) {
    return """

        Gladhand runs at {url} (its documentation: {url}/docs), with simulated providers and demo data.
        Stop it with Ctrl-C. Try, in another terminal:

        # a token
        TOKEN=$(curl -s -X POST {url}/oauth2/token -d grant_type=client_credentials \\
          -d client_id={client} -d client_secret={secret} | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')

        # a message to a driver at Samsara
        curl -s -X POST {url}/v2/telematics/messages -H "Authorization: Bearer $TOKEN" \\
          -H 'Content-Type: application/json' \\
          -d '{"connection_id":"{samsara}","recipient_id":"{driver}","message_text":"Dock 4 is free"}'

        # what became of it
        curl -s "{url}/v2/integrations/connections/resource-operations?size=1" -H "Authorization: Bearer $TOKEN"

        # connect a fleet yourself: open this in a browser, choose Samsara or Motive, and allow it there
        {link}

        # a message through SuperOffice, while you wait
        curl -s -X POST "{url}/v2/telematics/messages?is_sync=true" -H "Authorization: Bearer $TOKEN" \\
          -H 'Content-Type: application/json' \\
          -d '{"connection_id":"{superoffice}","recipient_id":"{person}","message_text":"Your load is ready"}'
        """
        .replace("{link}", link)
        .replace("{url}", url)
        .replace("{client}", seeded.client())
        .replace("{secret}", seeded.secret())
        .replace("{samsara}", seeded.samsara().toString())
        .replace("{driver}", seeded.driver().toString())
        .replace("{superoffice}", seeded.superOffice().toString())
        .replace("{person}", seeded.person().toString());
  }
}
