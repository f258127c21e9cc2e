package dev.gladhand.tsp.webfleet;

import dev.gladhand.domain.outcome.Outcome;
import dev.gladhand.domain.payload.Payload;
import dev.gladhand.domain.tsp.TspRequest;
import dev.gladhand.domain.tsp.Write;
import dev.gladhand.domain.tsp.Writer;
import dev.gladhand.tsp.kit.body.Body;
import dev.gladhand.tsp.kit.call.Exchange;
import dev.gladhand.tsp.kit.call.TspApi;
import dev.gladhand.tsp.kit.call.TspJson;
import dev.gladhand.tsp.kit.message.Destinations;
import dev.gladhand.tsp.kit.message.MessageWriter;
import dev.gladhand.tsp.kit.record.Recipients;

/**
 * Sends messages by {@code sendTextMessageExtern}, which sends a text to the terminal of a vehicle.
 * The vehicle of a driver is the one that the settings name, otherwise the one that the driver is
 * signed on to.
 *
 * @param api makes the requests
 */
record WebfleetMessages(TspApi api) implements MessageWriter.Calls {
  static final String ACTION = "sendTextMessageExtern";

  static <P extends Payload> Writer<P> writer(TspApi api, Destinations vehicles) {
    var fields = MessageWriter.fields().build();
    return new MessageWriter<>(api, fields, new WebfleetMessages(api), vehicles);
  }

  @Override
  public TspRequest request(Write<?> write, String object, Body body) {
    var parameters = TspJson.object("objectuid", object, "messagetext", Recipients.text(write));
    return WebfleetApi.request(api, write.settings(), ACTION, parameters);
  }

  @Override
  public Outcome read(Exchange.Answered answered) {
    return WebfleetApi.written(answered);
  }
}
