package dev.gladhand.http.request;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;

/**
 * Gives a controller's method the {@link Call} of its request, after a check of the query
 * parameters.
 */
@Singleton
public final class CallBinder implements TypedRequestArgumentBinder<Call> {
  public static final String ATTRIBUTE = "gladhand.call";

  private static final Argument<Call> CALL = Argument.of(Call.class);

  @Override
  public Argument<Call> argumentType() {
    return CALL;
  }

  @Override
  public BindingResult<Call> bind(ArgumentConversionContext<Call> context, HttpRequest<?> request) {
    var call = request.getAttribute(ATTRIBUTE, Call.class);
    call.ifPresent(Call::checkParameters);
    return () -> call;
  }
}
