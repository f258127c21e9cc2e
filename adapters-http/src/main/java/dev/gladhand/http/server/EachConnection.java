package dev.gladhand.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes the pipeline of each connection that the server has accepted. */
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
