package dev.gladhand.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs an action on each connection that the server has accepted, once its pipeline of handlers is
 * built, so that the action can change the pipeline.
 */
final class EachConnection implements NettyServerCustomizer {
  private final Consumer<Channel> change;
  private final @Nullable Channel channel;

  private EachConnection(Consumer<Channel> change, @Nullable Channel channel) {
    this.change = change;
    this.channel = channel;
  }

  static Registry of(BeanCreatedEvent<Registry> event, Consumer<Channel> change) {
    event.getBean().register(new EachConnection(change, null));
    return event.getBean();
  }

  @Override
  public NettyServerCustomizer specializeForChannel(Channel of, ChannelRole role) {
    return role == ChannelRole.CONNECTION ? new EachConnection(change, of) : this;
  }

  @Override
  public void onStreamPipelineBuilt() {
    if (channel != null) {
      change.accept(channel);
    }
  }
}
