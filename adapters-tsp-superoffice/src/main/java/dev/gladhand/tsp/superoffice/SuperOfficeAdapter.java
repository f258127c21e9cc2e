package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.connection.Settings;
import dev.gladhand.domain.connection.TspId;
import dev.gladhand.domain.payload.GroupMessage;
import dev.gladhand.domain.payload.Message;
import dev.gladhand.domain.payload.Resource;
import dev.gladhand.domain.tsp.CredentialsSchema;
import dev.gladhand.domain.tsp.Outcome;
import dev.gladhand.domain.tsp.RateLimits;
import dev.gladhand.domain.tsp.Renewer;
import dev.gladhand.domain.tsp.SettingsSchema;
import dev.gladhand.domain.tsp.TspAccess;
import dev.gladhand.domain.tsp.TspAdapter;
import dev.gladhand.domain.tsp.TspRuntime;
import dev.gladhand.domain.tsp.Writers;
import dev.gladhand.tsp.kit.TspHttp;
import java.net.URI;
import java.util.Optional;

/** SuperOffice, a CRM whose Messaging agent takes messages; it has no other write of ours. */
final class SuperOfficeAdapter implements TspAdapter {
  static final String NAME = "SuperOffice";

  private final Writers writers;
  private final SuperOfficeAgent agent;
  private final SuperOfficeRenewer renewer;

  SuperOfficeAdapter(TspRuntime runtime) {
    var http = new TspHttp(NAME, runtime.calls(), runtime.clock());
    this.agent = new SuperOfficeAgent(http, new SuperOfficeTenants(http, runtime.clock()));
    this.renewer = new SuperOfficeRenewer(http);
    this.writers =
        Writers.builder()
            .create(Resource.MESSAGE, new SuperOfficeMessages<Message>(agent))
            .create(Resource.GROUP_MESSAGE, new SuperOfficeMessages<GroupMessage>(agent))
            .build();
  }

  @Override
  public TspId id() {
    return new TspId("superoffice");
  }

  @Override
  public String displayName() {
    return NAME;
  }

  @Override
  public Writers writers() {
    return writers;
  }

  @Override
  public CredentialsSchema credentials() {
    return SuperOfficeCredentials.SCHEMA;
  }

  @Override
  public SettingsSchema settings() {
    return SuperOfficeSettings.SCHEMA;
  }

  /** SuperOffice states no limits for its agents. */
  @Override
  public URI address(Settings settings) {
    return URI.create(SuperOfficeAddress.of(settings).base());
  }

  @Override
  public RateLimits rateLimits(Settings settings) {
    return RateLimits.unknown();
  }

  /** Lists the plug-ins: the same agent, the same rights, and nothing is changed. */
  @Override
  public Outcome test(TspAccess tsp) {
    return switch (agent.read(tsp, "GetPlugins")) {
      case SuperOfficeAgent.Reply.Answer(var answered) -> {
        var json = answered.json();
        yield json != null && json.isArray()
            ? Outcome.accepted()
            : SuperOfficeAnswers.notUnderstood(answered, "a list of plug-ins was expected");
      }
      case SuperOfficeAgent.Reply.None(var outcome) -> outcome;
    };
  }

  @Override
  public Optional<Renewer> renewer() {
    return Optional.of(renewer);
  }
}
