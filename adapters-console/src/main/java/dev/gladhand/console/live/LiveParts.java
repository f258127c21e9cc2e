package dev.gladhand.console.live;

import dev.gladhand.application.store.StoreUnavailable;
import dev.gladhand.console.frame.Frame;
import dev.gladhand.console.page.Block;
import dev.gladhand.console.page.Browsers;
import dev.gladhand.console.page.OpenStreams;
import dev.gladhand.console.page.Pages;
import dev.gladhand.console.page.Site;
import dev.gladhand.console.page.Stop;
import dev.gladhand.console.session.LiveSessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.scheduling.TaskExecutors;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends the live part of a page, which is updated while the page is open, as a server-sent event
 * each time it has changed. A part that several browsers of one client show is made once for all of
 * them. Thread-safe.
 */
@Singleton
public final class LiveParts {
  private static final Logger LOG = LoggerFactory.getLogger(LiveParts.class);
  private static final Duration EVERY = Duration.ofSeconds(2);

  /**
   * The time between two empty comments in a stream: a proxy closes a silent answer, and only a
   * write shows that the client is gone.
   */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  /** The longest time that a stream stays open; the browser then reconnects by itself. */
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int PLACES = 200;
  private static final int EACH = 20;

  /** The texts of relative times. A part in which only these texts differ has not changed. */
  private static final Pattern TIME = Pattern.compile(">[^<]*</time>");

  private final Frame frame;
  private final Pages pages;
  private final Browsers browsers;
  private final Site site;
  private final LiveSessions sessions;
  private final Scheduler blocking;
  private final OpenStreams open;
  private final Map<String, Flux<String>> made = new ConcurrentHashMap<>();

  /**
   * A placeholder for the token of a browser's forms. A part is made once for several browsers; for
   * each of them, its own token then replaces the placeholder.
   */
  private final String anyToken = "token-" + UUID.randomUUID();

  LiveParts(
      Frame frame,
      Pages pages,
      Browsers browsers,
      Site site,
      LiveSessions sessions,
      @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.frame = frame;
    this.pages = pages;
    this.browsers = browsers;
    this.site = site;
    this.sessions = sessions;
    this.blocking = Schedulers.fromExecutorService(blocking);
    this.open =
        new OpenStreams(
            PLACES,
            EACH,
            "At most %d pages of one client, and %d of all clients, can be live at the same time."
                .formatted(EACH, PLACES));
  }

  /**
   * The live part as a stream of events. Ends the request with a 429 if too many streams are open.
   *
   * @param part makes the blocks of the part; called repeatedly, on threads that may block
   */
  public HttpResponse<?> stream(HttpRequest<?> request, Supplier<List<Block>> part) {
    var who = frame.who(request);
    var client = who.clientId();
    var token = browsers.of(request).token();
    var path = site.path(request);
    var key = client + who.scopes() + "\n" + path + "\n" + request.getUri();
    var changes =
        Flux.defer(() -> made.computeIfAbsent(key, _ -> changes(key, path, part)))
            .onBackpressureLatest();
    var silence = Flux.interval(KEEP_ALIVE).map(_ -> "").onBackpressureDrop();
    var stream =
        open.open(client, Flux.merge(1, changes, silence))
            .publishOn(blocking, 1)
            // Nothing more is sent to a session that has ended meanwhile.
            .takeWhile(_ -> sessions.lasts(who) && !site.draining())
            .map(html -> event(html.replace(anyToken, token)))
            .take(LONGEST);
    return HttpResponse.ok(stream)
        .contentType(MediaType.TEXT_EVENT_STREAM_TYPE)
        .header("X-Accel-Buffering", "no");
  }

  private Flux<String> changes(String key, String path, Supplier<List<Block>> part) {
    return Flux.interval(Duration.ZERO, EVERY)
        .onBackpressureDrop()
        .concatMap(_ -> Mono.fromCallable(() -> write(path, part)).subscribeOn(blocking), 1)
        .filter(html -> !html.isEmpty())
        .distinctUntilChanged(html -> TIME.matcher(html).replaceAll("</time>"))
        .doFinally(_ -> made.remove(key))
        .replay(1)
        .refCount(1);
  }

  /**
   * The part as HTML; empty if the store is unavailable or the part is refused, so that browsers
   * keep the part that they show.
   */
  private String write(String path, Supplier<List<Block>> part) {
    try {
      return pages.write(path, part.get(), anyToken);
    } catch (StoreUnavailable | Stop e) {
      LOG.debug("the live part of a page was not updated: {}", e.getMessage());
      return "";
    }
  }

  private static byte[] event(String html) {
    if (html.isEmpty()) {
      return ":\n\n".getBytes(StandardCharsets.UTF_8);
    }
    var text = new StringBuilder("event: part\n");
    html.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }
}
