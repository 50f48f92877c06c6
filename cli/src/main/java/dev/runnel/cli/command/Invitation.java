package dev.runnel.cli.command;

import java.net.URI;

/** What whoever has started a gateway can try at once. */
final class Invitation {
  private Invitation() {}

  static String to(URI origin) {
    return """
        The gateway listens on %1$s until Ctrl-C. Try:
          curl %1$s/v1/chat/completions -H "Content-Type: application/json" -d '{"model": "default", "messages": [{"role": "user", "content": "Hello"}]}'
          OPENAI_BASE_URL=%1$s/v1 OPENAI_API_KEY=any your-program
        """
        .formatted(origin);
  }
}
