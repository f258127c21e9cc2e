package dev.gladhand.console.connect;

import dev.gladhand.application.invitation.OpenInvitations.Open;
import dev.gladhand.application.invitation.TryCredentials.Why;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Messages;
import dev.gladhand.console.page.Page;
import dev.gladhand.domain.connection.Permissions;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.record.Resource;
import dev.gladhand.domain.tsp.TspAdapter;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the pages for fleets from the texts in the file of messages. Thread-safe. */
@Singleton
final class ConnectTexts {
  static final String PATH = "/connect";
  static final String INVITE = "invite";

  private final Messages words;

  ConnectTexts(Messages words) {
    this.words = words;
  }

  /** The address of a page, with the secret of the invitation's link in its query. */
  static String at(String path, String secret) {
    return PATH + path + "?" + INVITE + "=" + Inputs.escape(secret);
  }

  /** The first page: who asks for what, the choice of provider, and the form to decline. */
  Page start(Open open, String secret, List<TspAdapter> choices) {
    var terms = open.invitation().terms();
    var partner = open.partner();
    var blocks = new ArrayList<Block>();
    blocks.add(
        new Block.Text(
            terms.connection() == null || choices.isEmpty()
                ? words.get("connect_who", partner)
                : words.get("connect_reconnect", partner, choices.getFirst().displayName())));
    blocks.add(new Block.Heading(words.get("connect_for", partner)));
    permitted(terms.permissions()).forEach(each -> blocks.add(new Block.Text(each)));
    blocks.add(new Block.Heading(words.get("connect_choose")));
    if (choices.isEmpty()) {
      blocks.add(Block.bad(words.get("connect_no_provider", partner)));
    }
    blocks.add(
        new Block.Links(
            choices.stream()
                .map(
                    adapter ->
                        new Cell.Link(at("/" + adapter.id().slug(), secret), adapter.displayName()))
                .toList()));
    blocks.add(new Block.Heading(words.get("connect_decline_title")));
    blocks.add(
        Block.Form.post(
            PATH + "/decline",
            List.of(
                Field.hidden(INVITE, secret),
                Field.text("reason", words.get("connect_decline_reason"), "")),
            words.get("connect_decline"),
            words.get("connect_decline_title")));
    return Page.alone(words.get("connect_title", fleet(open)), blocks);
  }

  private String fleet(Open open) {
    var name = open.invitation().terms().fleetName();
    return name == null ? words.get("connect_your_fleet") : name;
  }

  private List<String> permitted(@Nullable Permissions permissions) {
    if (permissions == null) {
      return List.of(words.get("connect_everything"));
    }
    var told = new ArrayList<String>();
    for (var access : Permissions.Access.values()) {
      var resources =
          java.util.stream.Stream.of(Resource.values())
              .filter(resource -> permissions.byResource().get(resource) == access)
              .map(resource -> words.get("connect_resource_" + resource.wire()))
              .collect(Collectors.joining(", "));
      if (!resources.isEmpty()) {
        var word = access == Permissions.Access.READ ? "connect_read" : "connect_write";
        told.add(words.get(word, resources) + ".");
      }
    }
    return told.isEmpty() ? List.of(words.get("connect_nothing")) : told;
  }

  /** The page with a provider's form, the entered values and their faults. */
  Page form(
      Open open,
      String secret,
      ProviderForm form,
      Inputs typed,
      List<FieldFault> faults,
      List<Block> first) {
    var name = form.adapter().displayName();
    var slug = form.adapter().id().slug();
    var blocks = new ArrayList<>(first);
    if (!faults.isEmpty()) {
      blocks.add(Block.bad(words.get("connect_faults")));
      form.elsewhere(faults)
          .forEach(fault -> blocks.add(Block.bad(fault.path() + " " + form.words().fault(fault))));
    }
    var signIn = form.kind() < 0;
    blocks.add(
        new Block.Text(
            words.get(signIn ? "connect_sign_in" : "connect_form", name, open.partner())));
    var fields = form.fields(typed, faults);
    var main = new ArrayList<>(fields.main());
    main.add(Field.hidden(INVITE, secret));
    if (!signIn) {
      main.add(Field.hidden("kind", Integer.toString(form.kind())));
    }
    blocks.add(
        new Block.Form(
            PATH + "/" + slug + (signIn ? "/sign-in" : ""),
            true,
            main,
            fields.more(),
            List.of(
                new Block.Button(
                    signIn
                        ? words.get("connect_sign_in_button", name)
                        : words.get("connect_button"))),
            words.get("connect_form_title", name)));
    var links = new ArrayList<Cell.Link>();
    for (var kind = 0; kind < form.kinds(); kind++) {
      if (kind != form.kind()) {
        links.add(
            new Cell.Link(
                at("/" + slug, secret) + "&kind=" + kind,
                words.get("connect_other_kind", form.kindName(kind))));
      }
    }
    links.add(new Cell.Link(at("", secret), words.get("connect_back")));
    blocks.add(new Block.Links(links));
    return Page.alone(words.get("connect_form_title", name), blocks);
  }

  /**
   * A notice that says why the provider did not accept the entered values, with the provider's own
   * words to open below it.
   */
  List<Block> notTaken(Open open, TspAdapter adapter, Why why, String details) {
    var name = adapter.displayName();
    var word = "connect_" + why.name().toLowerCase(Locale.ROOT);
    return List.of(
        Block.bad(words.get(word, name, open.partner())),
        new Block.Details(
            words.get("connect_said", name), List.of(new Block.Text(details)), false));
  }

  Page done(Open open, String secret, String provider, boolean more) {
    var blocks = new ArrayList<Block>();
    blocks.add(Block.good(words.get("connect_done", provider, open.partner())));
    if (more) {
      blocks.add(new Block.Links(new Cell.Link(at("", secret), words.get("connect_again"))));
    }
    return Page.alone(words.get("connect_done_title"), blocks);
  }

  Page declined(Open open) {
    return Page.alone(
        words.get("connect_declined_title"),
        List.of(new Block.Notice(Block.Tone.PLAIN, words.get("connect_declined", open.partner()))));
  }

  /** The page for a sign-in that failed, with a link to start again. */
  Page unusable(String secret) {
    return Page.alone(
        words.get("connect_unusable_title"),
        List.of(
            Block.bad(words.get("connect_unusable")),
            new Block.Links(new Cell.Link(at("", secret), words.get("connect_unusable_start")))));
  }

  /** The texts for the members of a provider's form. */
  MemberWords members(String slug) {
    return new MemberWords(words, slug);
  }

  String word(String key) {
    return words.get(key);
  }
}
