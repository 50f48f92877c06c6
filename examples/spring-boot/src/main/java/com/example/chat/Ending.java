package com.example.chat;

import dev.runnel.api.Outcome;
import java.io.IOException;
import java.util.Map;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** How a stream ended, for its reader: half an answer must not look like a whole one. */
record Ending(String end, String why) {
  static Ending of(Outcome outcome) {
    return outcome.fold(
        completed -> new Ending("complete", ""),
        incomplete -> new Ending("incomplete", incomplete.cause().describe()),
        failed -> new Ending("failed", failed.cause().describe()),
        cancelled -> new Ending("cancelled", ""));
  }

  void tell(SseEmitter emitter) {
    try {
      emitter.send(SseEmitter.event().name("end").data(Map.of("end", end, "why", why)));
      emitter.complete();
    } catch (IOException | IllegalStateException gone) {
      emitter.complete(); // nobody is there to be told
    }
  }
}
