package dev.gladhand.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * Serves one connection: answers one request after the other until one side closes the connection.
 */
final class Connection {
  private static final int DRAINED = 1024 * 1024;
  private static final int DRAIN_MILLIS = 500;

  private final Socket socket;
  private final RequestReader reader;
  private final Speaker speaker;
  private final Conversation conversation;

  Connection(Socket socket, int longestBody, Conversation conversation) throws IOException {
    this.socket = socket;
    this.reader = new RequestReader(socket.getInputStream(), longestBody);
    this.speaker = new Speaker(socket);
    this.conversation = conversation;
  }

  void run() throws IOException, InterruptedException {
    try {
      while (one()) {
        // The next request of a connection that is kept alive.
      }
    } catch (MalformedRequest e) {
      socket.getOutputStream().write(e.answer().whole(true, false));
      drain();
    }
  }

  private boolean one() throws IOException, InterruptedException, MalformedRequest {
    RequestHead head = reader.head();
    if (head == null) {
      return false;
    }
    Reply early = conversation.before(head);
    if (early != null) {
      speaker.say(early, head);
      return false;
    }
    if ("100-continue".equalsIgnoreCase(head.headers().first("Expect"))) {
      speaker.proceed();
    }
    var request = new Request(head, reader.body(head));
    return speaker.say(conversation.reply(request), head);
  }

  /**
   * Reads, for a short time, the bytes that still arrive, because closing a connection with unread
   * bytes would destroy the answer.
   */
  private void drain() throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(DRAIN_MILLIS);
    InputStream in = socket.getInputStream();
    byte[] ignored = new byte[8192];
    int read = 0;
    for (int total = 0; total < DRAINED && read >= 0; total += read) {
      read = in.read(ignored);
    }
  }
}
