package dev.runnel.gateway.server;

import dev.runnel.gateway.anthropic.AnthropicForm;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.openai.OpenAiForm;
import io.vertx.core.http.HttpServerRequest;

/** The forms of the API, and which of them a request is answered in. */
public final class Forms {
  private final ApiForm openAi = new OpenAiForm();
  private final AnthropicForm anthropic = new AnthropicForm();

  ApiForm openAi() {
    return openAi;
  }

  AnthropicForm anthropic() {
    return anthropic;
  }

  /** Whatever is wrong with it: its path tells, or a header that only one of them has. */
  ApiForm of(HttpServerRequest request) {
    boolean anthropics =
        String.valueOf(request.path()).startsWith("/v1/messages")
            || request.headers().contains("anthropic-version");
    return anthropics ? anthropic : openAi;
  }
}
