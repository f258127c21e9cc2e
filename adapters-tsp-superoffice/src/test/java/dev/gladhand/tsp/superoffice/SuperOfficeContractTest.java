package dev.gladhand.tsp.superoffice;

import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapterFactory;
import dev.gladhand.testkit.tsp.Deviation;
import dev.gladhand.testkit.tsp.Table;
import dev.gladhand.testkit.tsp.TspAdapterContract;
import dev.gladhand.testkit.tsp.sample.ExpectedCall;
import dev.gladhand.testkit.tsp.sample.TspSample;
import java.util.List;
import java.util.Map;

class SuperOfficeContractTest extends TspAdapterContract {
  private static final String TOKEN = "superoffice-canary/0123+45==";
  private static final String CREATE = "/api/v1/Agents/Messaging/CreateMessage";
  private static final String SEND = "/api/v1/Agents/Messaging/SendMessages";
  private static final String AGENT =
      "https://docs.superoffice.com/en/api/reference/restful/agent/Messaging_Agent/index.html";
  private static final String REFUSED = "rejected: validation, not applied, never";
  private static final String UNCLEAR = "rejected: tsp, maybe applied, never";

  private static final TspSample MESSAGE =
      TspSample.create(
              Resource.MESSAGE,
              "{\"sender_id\":\"@+4711\",\"recipient_id\":\"@+15550001\",\"message_text\":\"Dock 4\",\"priority\":\"low\"}")
          .calls(ExpectedCall.of("POST", CREATE, incoming("+15550001", "+4711")).answered(204, ""))
          .notDelivered("priority")
          .refusedBy(200, "null", "rejected: tsp, not applied, never")
          .refusedBy(200, "{\"Message\":\"no plug-in\"}", REFUSED)
          .refusedBy(200, "{}", UNCLEAR);

  private static final TspSample GROUP =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@+4711\",\"recipient_ids\":[\"@+15550001\",\"@+15550002\"],\"message_text\":\"Dock 4\"}")
          .calls(ExpectedCall.of("POST", CREATE, incoming("+15550001", "+4711")).answered(204, ""))
          .calls(ExpectedCall.of("POST", CREATE, incoming("+15550002", "+4711")).answered(204, ""))
          .refusedBy(200, "{\"Message\":\"no plug-in\"}", "recipient failed")
          .refusedBy(200, "{}", "recipient unknown");

  private static final TspSample OUT =
      TspSample.create(
              Resource.MESSAGE,
              "{\"sender_id\":\"@+4711\",\"recipient_id\":\"@+15550001\",\"message_text\":\"Dock 4\"}")
          .named("send_messages")
          .settings("{\"mode\":\"send_messages\"}")
          .calls(
              ExpectedCall.of("POST", SEND, outgoing("+15550001"))
                  .answered(
                      200, "[{\"Status\":1,\"StatusDescription\":\"ok\",\"MessagingId\":345}]"))
          .gives("345")
          .refusedBy(
              200, "[{\"Status\":2,\"StatusDescription\":\"no\",\"MessagingId\":0}]", REFUSED)
          .refusedBy(200, "[]", UNCLEAR);

  private static final TspSample GROUP_OUT =
      TspSample.create(
              Resource.GROUP_MESSAGE,
              "{\"sender_id\":\"@+4711\",\"recipient_ids\":[\"@+15550001\",\"@+15550002\"],\"message_text\":\"Dock 4\"}")
          .named("send_messages")
          .settings("{\"mode\":\"send_messages\"}")
          .calls(
              ExpectedCall.of("POST", SEND, outgoing("+15550001", "+15550002"))
                  .answered(200, "[{\"MessagingId\":345},{\"MessagingId\":346}]"))
          .refusedBy(200, "[{\"MessagingId\":345},{\"Status\":2}]", "recipient failed")
          .refusedBy(200, "[{\"MessagingId\":345}]", UNCLEAR);

  private static final TspSample THREAD =
      TspSample.create(
              Resource.MESSAGE,
              "{\"source_sender_id\":\"+4712\",\"source_recipient_ids\":[\"+15550003\"],\"message_text\":\"Dock 4\",\"source_thread_id\":\"T-1\"}")
          .named("in a thread")
          .calls(
              ExpectedCall.of(
                      "POST",
                      CREATE,
                      "{\"IncomingMessage\":{\"To\":\"+15550003\",\"From\":\"+4712\",\"Content\":\"Dock 4\",\"Format\":\"sms/160\","
                          + "\"SessionKey\":\"T-1\",\"Plugin\":\"p\"}}")
                  .answered(204, ""));

  private static final TspSample REPLY =
      TspSample.create(
              Resource.MESSAGE,
              "{\"source_sender_id\":\"+4712\",\"source_recipient_ids\":[\"+15550003\"],\"message_text\":\"Dock 4\",\"source_thread_id\":\"T-1\","
                  + "\"reply_to_message_id\":\"@344\"}")
          .named("send_messages, a reply")
          .settings("{\"mode\":\"send_messages\"}")
          .calls(
              ExpectedCall.of(
                      "POST",
                      SEND,
                      "{\"Plugin\":\"p\",\"OutgoingMessages\":[{\"From\":\"+4712\",\"To\":\"+15550003\",\"Content\":\"Dock 4\","
                          + "\"Format\":\"sms/160\",\"ParentMessagingId\":344,\"SuggestedSessionKey\":\"T-1\"}]}")
                  .answered(200, "[{\"MessagingId\":346}]"))
          .gives("346");

  private static String incoming(String to, String from) {
    return "{\"IncomingMessage\":{\"To\":\""
        + to
        + "\",\"From\":\""
        + from
        + "\",\"Content\":\"Dock 4\",\"Format\":\"sms/160\",\"SessionKey\":\"{operation}\",\"Plugin\":\"p\"}}";
  }

  private static String outgoing(String... to) {
    var messages =
        java.util.Arrays.stream(to)
            .map(
                one ->
                    "{\"From\":\"+4711\",\"To\":\""
                        + one
                        + "\",\"Content\":\"Dock 4\",\"Format\":\"sms/160\",\"SuggestedSessionKey\":\"{operation}\"}")
            .toList();
    return "{\"Plugin\":\"p\",\"OutgoingMessages\":[" + String.join(",", messages) + "]}";
  }

  @Override
  protected TspAdapterFactory factory() {
    return new SuperOfficeAdapterFactory();
  }

  @Override
  protected String credentials() {
    return "{\"scheme\":\"bearer\",\"access_token\":\"" + TOKEN + "\"}";
  }

  @Override
  protected String settings(String baseUrl) {
    return "{\"base_url\":\"" + baseUrl + "\",\"format\":\"sms/160\",\"plugin\":\"p\"}";
  }

  @Override
  protected Map<String, String> headers() {
    return Map.of(
        "Authorization",
        "Bearer " + TOKEN,
        "Content-Type",
        "application/json; charset=utf-8",
        "Accept",
        "application/json");
  }

  @Override
  protected String errorBody(String words) {
    return "{\"Message\":\"" + words + "\"}";
  }

  @Override
  protected List<TspSample> samples() {
    return List.of(MESSAGE, GROUP, THREAD, OUT, GROUP_OUT, REPLY);
  }

  @Override
  protected ExpectedCall test() {
    return ExpectedCall.of("POST", "/api/v1/Agents/Messaging/GetPlugins", "")
        .answered(200, "[\"p\"]");
  }

  /** Agents tell failures by a 200, so only the documented success is one. */
  @Override
  protected List<Deviation> deviations() {
    var reason = "success is an empty 204 or the documented array; a 200 may be a failure";
    var unreadable = Deviation.of(Table.UNREADABLE_SUCCESS, UNCLEAR, reason, AGENT);
    return List.of(
        unreadable.ofSample(MESSAGE.name()),
        unreadable.ofSample(THREAD.name()),
        unreadable.ofSample(OUT.name()),
        unreadable.ofSample(REPLY.name()),
        unreadable.ofSample(GROUP_OUT.name()),
        Deviation.of(Table.UNREADABLE_SUCCESS, "recipient unknown", reason, AGENT)
            .ofSample(GROUP.name()));
  }
}
