package dev.gladhand.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;

class PageErrorsTest {
  @Test
  void whoSentAFormWhileTheStoreWasLostIsNotToldThatNothingWasDone() {
    var read = PageErrors.why(HttpRequest.GET("/console/write"), 503);
    var sent = PageErrors.why(HttpRequest.POST("/console/write", ""), 503);
    var back = PageErrors.why(HttpRequest.GET("/connect/callback?state=s"), 503);
    assertFalse(read.contains("carried out"), read);
    assertTrue(sent.contains("may have been carried out"), sent);
    assertEquals(sent, back);
  }
}
