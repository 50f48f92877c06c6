package dev.runnel.guard;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.spi.Driver;
import dev.runnel.spi.Exchange;

/** Drivers that are nothing but their start. */
final class Drivers {
  private Drivers() {}

  /** What a driver does when a call starts. */
  interface Start {
    void start(ChatRequest request, Exchange exchange) throws Exception;
  }

  static Driver of(Start start) {
    return new Driver() {
      @Override
      public Capabilities capabilities() {
        return Capabilities.builder().openEnded().build();
      }

      @Override
      public void start(ChatRequest request, Exchange exchange) {
        try {
          start.start(request, exchange);
        } catch (Exception e) {
          throw Sneaky.sneakyThrow(e);
        }
      }
    };
  }

  static ChatClient client(CallRuntime runtime, Start start) {
    return Guard.guard(of(start), "acme", "acme-eu", GuardSettings.DEFAULT, runtime);
  }
}
