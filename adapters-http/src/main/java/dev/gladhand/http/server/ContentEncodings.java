package dev.gladhand.http.server;

import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Rewrites {@code Content-Encoding}, so that the server's decoder decodes only the encodings that
 * the API supports. By itself, the decoder decodes more of them, and reads only the first of
 * several header lines.
 */
@Singleton
final class ContentEncodings implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
  private static final Set<String> DECODED = Set.of("gzip", "x-gzip", "deflate", "x-deflate");

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    return EachConnection.of(
        event,
        channel ->
            channel
                .pipeline()
                .addAfter(ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, null, Heads.ALL));
  }

  /**
   * These header lines as one value: in a spelling that the decoder knows if the API supports the
   * encoding, otherwise in one that it does not know, so that the request is refused later. Empty
   * elements of a list are removed (RFC 9110, section 5.6.1), because the decoder cannot read them.
   */
  static String spelled(List<String> lines) {
    var encodings =
        lines.stream()
            .flatMap(line -> Arrays.stream(line.split(",", -1)))
            .map(one -> one.strip().toLowerCase(Locale.ROOT))
            .filter(one -> !one.isEmpty() && !one.equals("identity"))
            .toList();
    if (encodings.isEmpty()) {
      return "identity";
    }
    var decoded = encodings.size() == 1 && DECODED.contains(encodings.getFirst());
    return (decoded ? "" : ", ") + String.join(", ", encodings);
  }

  @Sharable
  private static final class Heads extends ChannelInboundHandlerAdapter {
    private static final Heads ALL = new Heads();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        var headers = request.headers();
        var lines = headers.getAll(HttpHeaderNames.CONTENT_ENCODING);
        if (!lines.isEmpty()) {
          headers.set(HttpHeaderNames.CONTENT_ENCODING, spelled(lines));
        }
      }
      context.fireChannelRead(message);
    }
  }
}
