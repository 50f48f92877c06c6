package dev.runnel.cli.stage;

import dev.runnel.api.FinishReason;
import dev.runnel.cli.Main;

/** The program with actors that never answer a prompt that begins with "hold". */
public final class HeldMain {
  private HeldMain() {}

  /** Runs the command line and ends the process. */
  public static void main(String[] arguments) {
    Play.script(
        (config, request, exchange) -> {
          if (!request.lastMessage().text().startsWith("hold")) {
            exchange.token("Well");
            exchange.finish(FinishReason.of(FinishReason.Kind.STOP, "stop"));
            exchange.complete();
          }
        });
    Main.main(arguments);
  }
}
