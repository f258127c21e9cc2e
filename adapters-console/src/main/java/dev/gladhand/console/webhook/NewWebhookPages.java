package dev.gladhand.console.webhook;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.partner.Scopes;
import dev.gladhand.application.webhook.SubscribeToEvents;
import dev.gladhand.application.webhook.SubscribeToEvents.WithSecret;
import dev.gladhand.console.frame.At;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.PagesAt;
import dev.gladhand.domain.field.FieldFault;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.ArrayList;
import java.util.List;

/** Creates a webhook with a form. */
@PagesAt(NewWebhookPages.PATH)
@Secured(SecurityRule.IS_AUTHENTICATED)
final class NewWebhookPages {
  static final String PATH = At.WEBHOOKS + "/new";

  private static final String NAME = "Webhooks";
  private static final String TITLE = "New webhook";

  private final Frame frame;
  private final SubscribeToEvents subscribe;
  private final NewWebhook form = new NewWebhook();

  NewWebhookPages(Frame frame, SubscribeToEvents subscribe) {
    this.frame = frame;
    this.subscribe = subscribe;
  }

  @Get
  HttpResponse<?> show(HttpRequest<?> request) {
    needs(request);
    return form(request, 200, List.of(), frame.query(request), List.of());
  }

  /**
   * Creates the webhook. Its secret is only on the answer to the form, so loading the page again
   * does not show it.
   */
  @Post
  HttpResponse<?> make(HttpRequest<?> request) {
    var typed = frame.newWork(request);
    needs(request);
    var scope = Scopes.toBeTold(typed.text("event_name"));
    if (scope != null) {
      frame.needs(request, scope);
    }
    var partner = frame.owner(request, typed);
    var body = form.body(typed);
    return switch (frame.as(request, () -> subscribe.create(partner, body))) {
      case Answer.Ok<WithSecret>(var made) -> made(request, made);
      case Answer.Refused<WithSecret>(Refusal.Invalid(var faults)) -> {
        var others = form.others(faults);
        var why = others.isEmpty() ? "" : " " + Frame.told(others);
        yield form(request, 422, List.of(Block.bad("No webhook was made." + why)), typed, faults);
      }
      case Answer.Refused<WithSecret>(var refusal) -> {
        var stop = Frame.stop(refusal);
        yield form(request, stop.status(), List.of(Block.bad(stop.why())), typed, List.of());
      }
    };
  }

  private void needs(HttpRequest<?> request) {
    frame.needs(request, Scopes.WEBHOOK_CREATE);
    frame.needs(request, Scopes.WEBHOOK_READ);
  }

  private HttpResponse<?> made(HttpRequest<?> request, WithSecret made) {
    return showKey(
        frame,
        request,
        made,
        "The webhook is made. Its receiver checks signatures with the key below.",
        "The webhook is made. The secret below is shown this once.");
  }

  /**
   * Shows the secret or the public key of a webhook.
   *
   * @param aboveKey the notice if the webhook signs with a key pair
   * @param aboveSecret the notice if it signs with a secret
   */
  static HttpResponse<?> showKey(
      Frame frame,
      HttpRequest<?> request,
      WithSecret webhook,
      String aboveKey,
      String aboveSecret) {
    var id = webhook.webhook().id();
    var secret = webhook.secret();
    var shown =
        secret == null
            ? List.of(
                Block.good(aboveKey),
                new Block.Code("Public key", String.valueOf(webhook.webhook().publicKey())))
            : List.of(Block.good(aboveSecret), new Block.Code("Secret", secret.reveal()));
    return frame.showOnce(
        request, NAME, shown, new Cell.Link(At.WEBHOOKS + "/" + id, "Webhook " + id));
  }

  private HttpResponse<?> form(
      HttpRequest<?> request,
      int status,
      List<Block> first,
      Inputs typed,
      List<FieldFault> faults) {
    var fields = new ArrayList<>(frame.ownerField(request, typed).toList());
    fields.addAll(form.asked(typed, faults));
    var blocks = new ArrayList<>(first);
    blocks.add(Block.Form.post(PATH, fields, form.more(typed, faults), "Create", TITLE));
    return frame.show(request, status, NAME, TITLE, blocks);
  }
}
