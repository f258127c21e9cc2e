package dev.gladhand.sandbox.motive;

import dev.gladhand.sandbox.http.Answer;
import dev.gladhand.sandbox.http.Request;
import dev.gladhand.sandbox.json.Json;
import dev.gladhand.sandbox.provider.Call;
import dev.gladhand.sandbox.provider.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Handles {@code /v1/messages} and {@code /v2/messages}. The header {@code X-User-Id} names the
 * user who sends a message, or the user whose sent messages are listed.
 */
final class MotiveMessages {
  private static final int KEPT = 100_000;
  private static final String SENDER = "X-User-Id";

  private record Sent(String id, String sender, String recipient, String body, Instant at) {}

  private final MotiveRecords users;
  private final InstantSource clock;
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private long count;

  MotiveMessages(MotiveRecords users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /** Sends a message to one recipient; the answer does not contain the message's id. */
  Answer send(Call call) {
    Json.Obj body = MotiveAnswers.read(call.request(), MotiveFields.MESSAGE);
    String sender = sender(call.request());
    deliver(call, sender, List.of(recipient("recipient_id", body.get("recipient_id"))), body);
    return Answer.json(200, Json.obj("success", true));
  }

  /** Sends a message to one or several recipients; the answer contains the message. */
  Answer sendToAll(Call call) {
    Json.Obj body = MotiveAnswers.read(call.request(), MotiveFields.MESSAGE_TO_ALL);
    String sender = sender(call.request());
    if (!sender.equals(String.valueOf(body.number("sender_id")))) {
      throw MotiveAnswers.invalid("sender_id", "is not the user of X-User-Id");
    }
    var recipients = new ArrayList<String>();
    for (Json id : body.items("receiver_ids")) {
      recipients.add(recipient("receiver_ids", id));
    }
    String id = deliver(call, sender, recipients, body);
    return Answer.json(
        200,
        Json.obj(
            "message",
            Json.obj(
                "id", id,
                "sent_at", clock.instant().toString(),
                "sender_id", body.get("sender_id"),
                "recipient_ids", body.items("receiver_ids"),
                "body", body.text("body"),
                "status", "sent")));
  }

  /** Lists the messages that the user has sent, by the time of their last change, newest first. */
  Answer list(Call call) {
    Request request = call.request();
    String sender = sender(request);
    Instant from = moment(request, "min_updated_at");
    List<Sent> all;
    synchronized (sent) {
      all =
          sent.stream()
              .filter(one -> one.sender().equals(sender))
              .filter(one -> from == null || !one.at().isBefore(from))
              .toList();
    }
    return MotiveAnswers.page(request, "messages", all, MotiveMessages::show);
  }

  void clear() {
    synchronized (sent) {
      sent.clear();
    }
  }

  static List<String> keys(Json.Obj body) {
    if (body.get("receiver_ids") == null) {
      return List.of(key(String.valueOf(body.number("recipient_id")), body));
    }
    return body.items("receiver_ids").stream().map(id -> key(id.write(), body)).toList();
  }

  private String deliver(Call call, String sender, List<String> recipients, Json.Obj body) {
    String text = String.valueOf(body.text("body"));
    String id;
    synchronized (sent) {
      id = "dispatch-" + ++count;
      for (String recipient : recipients) {
        sent.addFirst(new Sent(id + "-" + recipient, sender, recipient, text, clock.instant()));
      }
      while (sent.size() > KEPT) {
        sent.removeLast();
      }
    }
    for (String recipient : recipients) {
      var fields = Json.obj("recipient_id", recipient, "text", text, "sender_id", sender);
      call.writes().applied("message", "create", "", key(recipient, body), fields);
    }
    return id;
  }

  private static String key(String recipient, Json.Obj body) {
    return recipient + ":" + body.text("body");
  }

  private String sender(Request request) {
    String sender = request.header(SENDER);
    if (sender == null) {
      throw new Refusal(MotiveAnswers.error(400, "X-User-Id is required"));
    }
    if (users.find(sender) == null) {
      throw new Refusal(MotiveAnswers.error(403, "X-User-Id is not a user of this company"));
    }
    return sender;
  }

  private String recipient(String field, @Nullable Json id) {
    String text = id == null ? "" : id.write();
    if (users.find(text) == null) {
      throw MotiveAnswers.invalid(field, "is not a user");
    }
    return text;
  }

  private static Json show(Sent one) {
    var message = new LinkedHashMap<String, Json>();
    message.put("id", Json.of(one.id()));
    message.put("updated_at", Json.of(one.at().toString()));
    message.put("sender_id", new Json.Num(one.sender()));
    message.put("recipient_id", new Json.Num(one.recipient()));
    message.put("body", Json.of(one.body()));
    message.put("status", Json.of("sent"));
    return Json.obj("message", new Json.Obj(message));
  }

  /** Reads a time from a query parameter; a time without a zone is in UTC. */
  private static @Nullable Instant moment(Request request, String name) {
    String text = request.query(name);
    try {
      return text == null ? null : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new Refusal(MotiveAnswers.error(400, name + " is not a time"));
    }
  }
}
