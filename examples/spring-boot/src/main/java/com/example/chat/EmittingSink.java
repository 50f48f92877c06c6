package com.example.chat;

import dev.runnel.api.TokenSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends each token as an event; what throws here ends the call. */
record EmittingSink(SseEmitter emitter) implements TokenSink {
  @Override
  public void onToken(String text) {
    try {
      emitter.send(Map.of("text", text)); // as JSON: a token may hold line ends
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
