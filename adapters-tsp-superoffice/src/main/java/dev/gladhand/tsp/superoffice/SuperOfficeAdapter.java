package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.DeclaredAdapter;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspHttp;
import dev.gladhand.tsp.kit.call.TspJson;

/**
 * The adapter for SuperOffice, a CRM whose Messaging agent accepts messages. It supports no other
 * resource.
 */
final class SuperOfficeAdapter {
  static final String NAME = "SuperOffice";

  private SuperOfficeAdapter() {}

  /** Makes the adapter; it has no rate limits, because SuperOffice states none for its agents. */
  static TspAdapter of(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock());
    var tenants = new SuperOfficeTenants(http, runtime.clock());
    var agent = new SuperOfficeAgent(http, tenants);
    return DeclaredAdapter.of(
            "superoffice", NAME, SuperOfficeCredentials.SCHEMA, SuperOfficeSettings.SCHEMA)
        .address(settings -> SuperOfficeAddress.of(settings).base())
        .signedBy(SuperOfficeCredentials.LOGINS::headers)
        .test(tsp -> test(agent, tsp))
        .writers(
            Writers.builder()
                .create(Resource.MESSAGE, SuperOfficeMessages.writer(agent))
                .create(Resource.GROUP_MESSAGE, SuperOfficeMessages.writer(agent))
                .build())
        .renewer(SuperOfficeSignIn.renewer(http))
        .build();
  }

  /**
   * Tests a connection by listing the plug-ins. This call needs the same agent and rights as a
   * message, and changes nothing.
   */
  private static Outcome test(SuperOfficeAgent agent, TspAccess tsp) {
    var plugins = SuperOfficeAgent.request(tsp.settings(), "GetPlugins", null);
    return switch (agent.read(plugins, tsp)) {
      case Exchange.Answered answered ->
          TspJson.items(answered.json()) != null
              ? Outcome.accepted()
              : SuperOfficeAnswers.notUnderstood(answered, "a list of plug-ins was expected");
      case Exchange.Failed failed -> failed.outcome();
    };
  }
}
