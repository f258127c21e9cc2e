package dev.gladhand.bootstrap.wiring;

import dev.gladhand.application.Draining;
import dev.gladhand.console.page.Site;
import dev.gladhand.http.PublicAddress;
import io.micronaut.context.annotation.Factory;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;

/**
 * Makes the bean that tells the console and the pages for fleets how browsers reach this node: the
 * prefix of its paths, whether they use https, and whether the node drains.
 */
@Factory
final class SiteFactory {
  @Singleton
  Site site(PublicAddress address, Draining draining) {
    return new Site() {
      @Override
      public String path(HttpRequest<?> request) {
        return address.path(request);
      }

      @Override
      public boolean https(HttpRequest<?> request) {
        return request.isSecure()
            || "https".equals(request.getHeaders().get("X-Forwarded-Proto"))
            || address.base(request).startsWith("https:");
      }

      @Override
      public boolean draining() {
        return draining.begun();
      }
    };
  }
}
