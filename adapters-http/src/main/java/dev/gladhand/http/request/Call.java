package dev.gladhand.http.request;

import dev.gladhand.domain.connection.PartnerId;
import dev.gladhand.domain.operation.TraceContext;
import dev.gladhand.domain.record.Uuids;
import dev.gladhand.http.answer.Accepted;
import dev.gladhand.http.answer.Halt;
import dev.gladhand.json.Json;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.security.filters.SecurityFilter;
import io.micronaut.web.router.RouteMatch;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that the filter {@code Gate} has let through, with its caller and its strictly read
 * content. Malformed content ends the request with an error answer.
 */
public final class Call {
  private static final Pattern KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private static final int SHOWN = 100;
  private static final byte[] NO_BODY = {};

  private final HttpRequest<?> request;
  private final RouteMatch<?> route;
  private final @Nullable Caller caller;
  private byte[] body;
  private @Nullable SpooledBody spooled;
  private final Runnable answered;
  private @Nullable Query query;

  public Call(
      HttpRequest<?> request,
      RouteMatch<?> route,
      @Nullable Caller caller,
      RequestBodies.Taken taken) {
    this.request = request;
    this.route = route;
    this.caller = caller;
    this.body = taken.bytes();
    this.spooled = taken.spooled();
    this.answered = taken.answered();
  }

  /**
   * The call that the filter {@code Gate} has made of a request; empty if the filter has not let
   * the request through.
   */
  public static Optional<Call> of(HttpRequest<?> request) {
    return request.getAttribute(CallBinder.ATTRIBUTE, Call.class);
  }

  public HttpRequest<?> request() {
    return request;
  }

  /** The token that authenticated the caller. */
  public String token() {
    return request.getAttribute(SecurityFilter.TOKEN, String.class).orElse("");
  }

  /** The IP address from which the request came. */
  public String address() {
    return request.getRemoteAddress().getAddress().getHostAddress();
  }

  public Caller caller() {
    if (caller == null) {
      throw Halt.unauthorized("a bearer token is required");
    }
    return caller;
  }

  /**
   * Ends the request with a 403 unless the caller has this scope, which it needs in addition to
   * those of the route.
   */
  public void requires(String scope) {
    if (!caller().scopes().contains(scope)) {
      throw Halt.missingScope(scope);
    }
  }

  /** The partner to which the caller belongs and whose objects it may see. */
  public PartnerId partner() {
    var partner = caller().partner();
    if (partner == null) {
      throw Halt.notFound("the token belongs to no partner");
    }
    return partner;
  }

  /** A variable of the path. */
  public String path(String name) {
    return String.valueOf(route.getVariableValues().get(name));
  }

  /** The segment of the path at this index, counted from zero. */
  public String segment(int index) {
    return request.getUri().getPath().substring(1).split("/", -1)[index];
  }

  /** An id in the path; a text that is no UUID is a 404. */
  public UUID id(String name, String what) {
    var id = Uuids.parse(path(name));
    if (id == null) {
      throw Halt.notFound(what + " not found");
    }
    return id;
  }

  public Query query() {
    var read = query;
    if (read == null) {
      read = Query.parse(request.getUri().getRawQuery());
      query = read;
    }
    return read;
  }

  /**
   * Ends the request with a 400 if it has a query parameter that its route does not name in {@link
   * Knows}. Routes outside {@code /v2/} are not checked.
   */
  void checkParameters() {
    if (request.getUri().getRawQuery() == null || !request.getPath().startsWith("/v2/")) {
      return;
    }
    var known = List.of(route.getAnnotationMetadata().stringValues(Knows.class));
    for (var name : query().names()) {
      if (!known.contains(name)) {
        var shown = name.length() > SHOWN ? name.substring(0, SHOWN) : name;
        throw Halt.malformed(
            "this path does not support the query parameter "
                + shown
                + (known.isEmpty() ? "" : "; it supports " + String.join(", ", known)));
      }
    }
  }

  /** Whether the method is HEAD. */
  public boolean head() {
    return request.getMethod() == HttpMethod.HEAD;
  }

  /**
   * The one of these media types that the caller prefers; the first of several that it prefers
   * equally.
   */
  public String accepts(String... types) {
    return Accepted.of(request).best(types);
  }

  /** The length of the body in bytes. */
  public int length() {
    return body.length;
  }

  /** The bytes of the body. */
  public byte[] bytes() {
    return body.clone();
  }

  /**
   * The lines of a body that its route keeps on disk. The caller of this method must close them.
   */
  public SpooledBody spooled() {
    var lines = spooled;
    if (lines == null) {
      throw new IllegalStateException("the route keeps no body on disk, or it was taken already");
    }
    spooled = null;
    return lines;
  }

  /** Frees a body in memory, and a body on disk unless {@link #spooled} has returned it. */
  public void forgetBody() {
    body = NO_BODY;
    answered.run();
    if (spooled != null) {
      spooled.close();
      spooled = null;
    }
  }

  /** The body as any JSON value. */
  public @Nullable Object json() {
    return Computing.run(body.length, () -> RequestJson.read(body));
  }

  /**
   * The body as a JSON object. Its names and strings are not yet checked for characters that the
   * store refuses.
   */
  public Map<String, @Nullable Object> body() {
    return object(json());
  }

  /** The given JSON value as an object. If it is not an object, the request ends with a 422. */
  public static Map<String, @Nullable Object> object(@Nullable Object json) {
    var object = Json.object(json);
    if (object == null) {
      throw Halt.invalid(json, "must be a JSON object", "object_type");
    }
    return object;
  }

  /** The media type of the body without parameters, in lower case. */
  public String mediaType() {
    return mediaType(request);
  }

  public @Nullable String header(String name) {
    return request.getHeaders().get(name);
  }

  /** Whether the request has {@code Prefer: handling=lenient}. */
  public boolean lenient() {
    for (var line : request.getHeaders().getAll("Prefer")) {
      for (var preference : line.split(",", -1)) {
        // Parameters after a semicolon are ignored.
        if (preference
            .split(";", 2)[0]
            .strip()
            .replace(" ", "")
            .replace("\"", "")
            .toLowerCase(java.util.Locale.ROOT)
            .equals("handling=lenient")) {
          return true;
        }
      }
    }
    return false;
  }

  /** The {@code Idempotency-Key} without quotes, or null. */
  public @Nullable String idempotencyKey() {
    List<String> given = request.getHeaders().getAll("Idempotency-Key");
    if (given.isEmpty()) {
      return null;
    }
    var key = given.getFirst().strip();
    if (key.length() >= 2 && key.startsWith("\"") && key.endsWith("\"")) {
      key = key.substring(1, key.length() - 1);
    }
    if (given.size() > 1 || !KEY.matcher(key).matches()) {
      throw Halt.malformed(
          "Idempotency-Key must be given once and have 1 to 255 visible characters");
    }
    return key;
  }

  /** The trace context in the request's {@code traceparent} and {@code tracestate}, or null. */
  public @Nullable TraceContext trace() {
    var parents = request.getHeaders().getAll("traceparent");
    return parents.isEmpty()
        ? null
        : TraceContext.of(parents, request.getHeaders().getAll("tracestate"));
  }

  public String requestId() {
    return RequestIds.of(this);
  }

  /**
   * The scope within which an idempotency key is valid: the method and the path of the request. The
   * ids in the path are in their normal form, so that every spelling of the path has the same
   * scope.
   */
  public String scope() {
    var path = request.getUri().getPath().replaceAll("/+$", "");
    return request.getMethodName()
        + " "
        + Stream.of(path.split("/", -1)).map(Call::canonical).collect(Collectors.joining("/"));
  }

  private static String canonical(String segment) {
    var id = Uuids.parse(segment);
    return id == null ? segment : id.toString();
  }

  static String mediaType(HttpRequest<?> request) {
    var type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
    if (type == null) {
      return "";
    }
    var end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Whether the body declares a character set that is refused: one other than UTF-8 or, if the body
   * is a form, other than UTF-8, Latin 1 and ASCII.
   */
  static boolean foreignCharset(HttpRequest<?> request) {
    var type = request.getHeaders().get(HttpHeaders.CONTENT_TYPE);
    if (type == null || type.indexOf(';') < 0) {
      return false;
    }
    try {
      var named = MediaType.of(type).getParameters().get("charset");
      return named.map(name -> Charset.forName(name.replace("\"", ""))).stream()
          .anyMatch(
              charset -> !charset.equals(StandardCharsets.UTF_8) && !isForm(request, charset));
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  /**
   * Whether the body is a form in Latin 1 or ASCII. Such a form can be read as UTF-8, because a
   * form escapes all characters outside ASCII.
   */
  private static boolean isForm(HttpRequest<?> request, Charset charset) {
    return mediaType(request).equals(MediaType.APPLICATION_FORM_URLENCODED)
        && (charset.equals(StandardCharsets.ISO_8859_1)
            || charset.equals(StandardCharsets.US_ASCII));
  }
}
