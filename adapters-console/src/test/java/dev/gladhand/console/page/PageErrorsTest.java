package dev.gladhand.console.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micronaut.http.HttpRequest;
import org.junit.jupiter.api.Test;

class PageErrorsTest {
  @Test
  void whoSentAFormWhileTheStoreWasLostIsNotToldThatNothingWasDone() {
    var read = PageErrors.why(HttpRequest.GET("/console/write"), 503);
    var sent = PageErrors.why(HttpRequest.POST("/console/write", ""), 503);
    assertEquals("The store cannot be reached; try again in a moment.", read);
    assertTrue(sent.contains("may have been carried out"), sent);
  }
}
