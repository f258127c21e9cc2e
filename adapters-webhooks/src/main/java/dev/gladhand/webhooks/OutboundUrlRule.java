package dev.gladhand.webhooks;

import dev.gladhand.application.webhook.UrlRule;
import dev.gladhand.outbound.policy.TargetCheck;
import dev.gladhand.outbound.policy.TargetPolicy;
import java.util.Optional;

/**
 * Refuses the URLs of receivers that {@code OutboundClient} would refuse to call. It judges only
 * the text of a URL; the addresses of a host name are checked at each call.
 */
public final class OutboundUrlRule implements UrlRule {
  private final TargetPolicy policy;

  public OutboundUrlRule(TargetPolicy policy) {
    this.policy = policy;
  }

  @Override
  public Optional<String> objection(String url) {
    return switch (policy.checkUrl(url)) {
      case TargetCheck.Permitted _ -> Optional.empty();
      case TargetCheck.Refused(_, var detail) -> Optional.of(detail);
    };
  }
}
