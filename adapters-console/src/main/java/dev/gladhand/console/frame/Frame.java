package dev.gladhand.console.frame;

import dev.gladhand.application.Answer;
import dev.gladhand.application.Refusal;
import dev.gladhand.application.audit.Acting;
import dev.gladhand.application.audit.Actor;
import dev.gladhand.application.partner.ManagePartners;
import dev.gladhand.application.store.Partners.Partner;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.Cell;
import dev.gladhand.console.page.Field;
import dev.gladhand.console.page.Inputs;
import dev.gladhand.console.page.Page;
import dev.gladhand.console.page.PageActor;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.Site;
import dev.gladhand.console.page.Stop;
import dev.gladhand.console.session.SignedIn;
import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.field.FieldFault;
import dev.gladhand.domain.record.Uuids;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What all pages of the console share: the signed-in client, the partners whose objects are shown,
 * and the navigation. Thread-safe.
 */
@Singleton
public final class Frame {
  private static final List<String> LINKS =
      List.of(
          "Flow",
          "Operations",
          "Connections",
          "Webhooks",
          "Invitations",
          "Write",
          "Providers",
          "Audit");
  private static final String PARTNER = "partner_id";
  private static final List<String> OF_ADMIN = List.of("Partners", "Node");

  private final Pages pages;
  private final Browsers browsers;
  private final Site site;
  private final ManagePartners partners;

  Frame(Pages pages, Browsers browsers, Site site, ManagePartners partners) {
    this.pages = pages;
    this.browsers = browsers;
    this.site = site;
    this.partners = partners;
  }

  public SignedIn who(HttpRequest<?> request) {
    return request
        .getUserPrincipal(SignedIn.class)
        .orElseThrow(() -> new Stop(401, "Nobody is signed in."));
  }

  public MutableHttpResponse<byte[]> show(
      HttpRequest<?> request, String current, String title, List<Block> blocks) {
    return show(request, 200, current, title, blocks);
  }

  public MutableHttpResponse<byte[]> show(
      HttpRequest<?> request, int status, String current, String title, List<Block> blocks) {
    var who = who(request);
    var links = new ArrayList<Cell.Link>();
    LINKS.forEach(name -> links.add(link(name)));
    if (who.admin()) {
      OF_ADMIN.forEach(name -> links.add(link(name)));
    }
    var account = new Page.Account(who.clientId(), "/console/sign-out");
    return pages.show(request, status, new Page(title, links, current, account, blocks));
  }

  /**
   * Shows what was made, with a secret that is shown only once, and a link to go on. The page reads
   * nothing, so a store that is lost after the commit does not lose the secret.
   */
  public MutableHttpResponse<byte[]> showOnce(
      HttpRequest<?> request, String current, List<Block> made, Cell.Link next) {
    return show(
        request,
        current,
        current,
        Stream.concat(made.stream(), Stream.of(new Block.Links(next))).toList());
  }

  private static Cell.Link link(String name) {
    var path = name.equals("Flow") ? "" : "/" + name.toLowerCase(Locale.ROOT);
    return new Cell.Link("/console" + path, name);
  }

  public Inputs query(HttpRequest<?> request) {
    return Inputs.parse(request.getUri().getRawQuery());
  }

  public Inputs form(HttpRequest<?> request) {
    who(request);
    return browsers.form(request);
  }

  /** Reads a form that starts new work. Ends the request with a 503 if the node is draining. */
  public Inputs newWork(HttpRequest<?> request) {
    var form = form(request);
    if (site.draining()) {
      throw new Stop(
          503, "The node is about to stop. Nothing was accepted; try again in a moment.");
    }
    return form;
  }

  /** Ends the request with a 403 unless the signed-in client has this scope. */
  public void needs(HttpRequest<?> request, String scope) {
    if (!who(request).may(scope)) {
      throw new Stop(403, "This client lacks the scope " + scope + ".");
    }
  }

  /** Ends the request with a 404 unless the admin is signed in. */
  public void needsAdmin(HttpRequest<?> request) {
    if (!who(request).admin()) {
      throw Stop.notFound();
    }
  }

  /**
   * The partners whose objects are shown: the signed-in partner; for the admin all partners, or the
   * one that the request names.
   */
  public List<PartnerId> partners(HttpRequest<?> request) {
    var own = who(request).partner();
    if (own != null) {
      return List.of(own);
    }
    needsAdmin(request);
    var named = query(request).text("partner_id");
    if (!named.isEmpty()) {
      return List.of(new PartnerId(id(named)));
    }
    return partners.list().stream().map(Partner::id).toList();
  }

  /** The partner for whom something is created: the signed-in partner; the admin names one. */
  public PartnerId owner(HttpRequest<?> request, Inputs form) {
    var seen = partners(request);
    var named = form.text(PARTNER);
    if (named.isEmpty() && seen.size() == 1) {
      return seen.getFirst();
    }
    if (named.isEmpty()) {
      throw new Stop(400, "partner_id must name the partner for whom this is done.", PARTNER);
    }
    var id = new PartnerId(id(named));
    if (!seen.contains(id)) {
      throw Stop.notFound();
    }
    return id;
  }

  /** The control in which the admin names the partner; empty if a partner is signed in. */
  public Stream<Field> ownerField(HttpRequest<?> request, Inputs typed) {
    var named = typed.text(PARTNER).isEmpty() ? query(request).text(PARTNER) : typed.text(PARTNER);
    return who(request).admin() ? Stream.of(Field.text(PARTNER, PARTNER, named)) : Stream.of();
  }

  /** An id in an address; a text that is no UUID is a 404. */
  public static UUID id(String text) {
    var id = Uuids.parse(text);
    if (id == null) {
      throw Stop.notFound();
    }
    return id;
  }

  /**
   * The value that {@code look} finds for one of the partners whose objects are shown; ends the
   * request with a 404 if it finds none.
   */
  public <T> T found(HttpRequest<?> request, Function<PartnerId, Answer<T>> look) {
    for (var partner : partners(request)) {
      switch (look.apply(partner)) {
        case Answer.Ok<T>(var value) -> {
          return value;
        }
        case Answer.Refused<T>(var refusal) -> {
          if (!(refusal instanceof Refusal.NotFound)) {
            throw stop(refusal);
          }
        }
      }
    }
    throw Stop.notFound();
  }

  /**
   * Runs an action for the partners whose objects are shown, one after another, until its answer is
   * not a 404: then that partner owns the object. Returns the last answer.
   */
  public <T> Answer<T> act(HttpRequest<?> request, Function<PartnerId, Answer<T>> action) {
    return as(
        request,
        () -> {
          Answer<T> last = Answer.notFound("no partner has this object");
          for (var partner : partners(request)) {
            last = action.apply(partner);
            if (!(last instanceof Answer.Refused<T>(Refusal.NotFound _))) {
              return last;
            }
          }
          return last;
        });
  }

  /**
   * Handles a form of buttons: runs an action for the partner that owns the object, as {@link #act}
   * does, and redirects to a page.
   */
  public <T> MutableHttpResponse<byte[]> post(
      HttpRequest<?> request, String scope, Function<PartnerId, Answer<T>> change, String then) {
    form(request);
    needs(request, scope);
    done(act(request, change));
    return Pages.redirect(then);
  }

  /** Runs work in the name of the signed-in client, which the audit then records as the actor. */
  public <T> T as(HttpRequest<?> request, Supplier<T> work) {
    return Acting.as(PageActor.of(request, Actor.Kind.CONSOLE, who(request).clientId()), work);
  }

  /** The value of an answer; a refusal ends the request with a page that says why. */
  public static <T> T done(Answer<T> answer) {
    return switch (answer) {
      case Answer.Ok<T>(var value) -> value;
      case Answer.Refused<T>(var refusal) -> throw stop(refusal);
    };
  }

  public static Stop stop(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotFound _ -> Stop.notFound();
      case Refusal.Forbidden(var why) -> new Stop(403, why);
      case Refusal.Conflict(var why, _) -> new Stop(409, why);
      case Refusal.Invalid(var faults) -> new Stop(422, told(faults));
      case Refusal.Malformed(var why) -> new Stop(400, why);
      case Refusal.TooLarge(var why) -> new Stop(413, why);
      case Refusal.NotSupported(var why) -> new Stop(501, why);
      case Refusal.TooMany(var why, _) -> new Stop(429, why);
      case Refusal.Unavailable(var why, _) -> new Stop(503, why);
    };
  }

  /** The control, with the fault of its value added if {@code faults} has one for it. */
  public static Field withFault(Field field, List<FieldFault> faults) {
    return faults.stream()
        .filter(fault -> fault.path().split("\\.", 2)[0].equals(field.name()))
        .findFirst()
        .map(fault -> field.withFault(fault.message()))
        .orElse(field);
  }

  public static String told(List<FieldFault> faults) {
    return faults.stream()
        .map(fault -> (fault.path() + " " + fault.message()).strip())
        .collect(Collectors.joining("; "));
  }
}
