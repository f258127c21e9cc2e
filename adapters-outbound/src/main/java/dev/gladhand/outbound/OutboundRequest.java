package dev.gladhand.outbound;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A request to send. Its text form shows only the method, the scheme and the host. */
public final class OutboundRequest {
  private final String method;
  private final URI uri;
  private final List<HeaderField> headers;
  private final byte @Nullable [] body;
  private final OutboundLimits limits;
  private final String partner;
  private final BooleanSupplier mayLeave;

  private OutboundRequest(Builder builder) {
    this.method = builder.method;
    this.uri = builder.uri;
    this.headers = List.copyOf(builder.headers);
    this.body = builder.body;
    this.limits = builder.limits;
    this.partner = builder.partner;
    this.mayLeave = builder.mayLeave;
  }

  public static Builder builder(String method, URI uri, OutboundLimits limits) {
    return new Builder(method, uri, limits);
  }

  public String method() {
    return method;
  }

  public URI uri() {
    return uri;
  }

  public List<HeaderField> headers() {
    return headers;
  }

  byte @Nullable [] body() {
    return body;
  }

  public OutboundLimits limits() {
    return limits;
  }

  String partner() {
    return partner;
  }

  BooleanSupplier mayLeave() {
    return mayLeave;
  }

  @Override
  public String toString() {
    return method + " " + uri.getScheme() + "://" + uri.getHost();
  }

  /** A header field; its text form shows the name only. */
  public record HeaderField(String name, String value) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Collects the parts of a request. */
  public static final class Builder {
    private final String method;
    private final URI uri;
    private final OutboundLimits limits;
    private final List<HeaderField> headers = new ArrayList<>();
    private byte @Nullable [] body;
    private String partner = "";
    private BooleanSupplier mayLeave = () -> true;

    private Builder(String method, URI uri, OutboundLimits limits) {
      this.method = method;
      this.uri = uri;
      this.limits = limits;
    }

    /**
     * Adds a header field. The client itself sets Host, Content-Length and the fields that concern
     * the connection; a request that names one of them fails as {@link
     * FailureKind#INVALID_REQUEST}.
     */
    public Builder header(String name, String value) {
      headers.add(new HeaderField(name, value));
      return this;
    }

    /** Sets the body, which is sent unchanged. */
    public Builder body(byte[] bytes) {
      this.body = bytes.clone();
      return this;
    }

    /**
     * Sets the partner for whom the call is made. The number of concurrent name look-ups is limited
     * for each partner.
     */
    public Builder onBehalfOf(String caller) {
      this.partner = caller;
      return this;
    }

    /**
     * Sets a condition that is checked right before the first byte is sent, in the thread that
     * sends it. If it does not hold, the exchange ends as {@link FailureKind#TIMEOUT} with nothing
     * sent.
     */
    public Builder onlyIf(BooleanSupplier asked) {
      this.mayLeave = asked;
      return this;
    }

    public OutboundRequest build() {
      return new OutboundRequest(this);
    }
  }
}
