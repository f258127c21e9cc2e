package dev.gladhand.console.session;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Finds the signed-in client of a request; only used for pages of the console. */
@Singleton
final class SessionReader implements AuthenticationFetcher<HttpRequest<?>> {
  static final String COOKIE = "gladhand_session";

  private static final String CONSOLE = "/console";
  private static final String FILES = CONSOLE + "/assets/";

  private final Sessions sessions;
  private final Scheduler blocking;

  SessionReader(Sessions sessions, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.sessions = sessions;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    var path = request.getPath();
    if (!path.equals(CONSOLE) && !path.startsWith(CONSOLE + "/") || path.startsWith(FILES)) {
      return Mono.empty();
    }
    var token = request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse("");
    return token.isEmpty()
        ? Mono.empty()
        : Mono.<Authentication>fromCallable(() -> sessions.find(token).orElse(null))
            .subscribeOn(blocking);
  }

  /**
   * The order that puts this reader before the reader of bearer tokens, which the console does not
   * use.
   */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}
