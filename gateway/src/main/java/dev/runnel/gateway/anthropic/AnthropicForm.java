package dev.runnel.gateway.anthropic;

import dev.runnel.api.Answer;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;

/** Anthropic's messages. */
public final class AnthropicForm implements ApiForm {
  @Override
  public String name() {
    return "anthropic";
  }

  @Override
  public String requestIdHeader() {
    return "request-id";
  }

  @Override
  public int status(Trouble.Kind kind) {
    return switch (kind) {
      case QUOTA -> 402;
      case UNAVAILABLE -> 529;
      default -> kind.status();
    };
  }

  @Override
  public Asked read(byte[] body) {
    return MessagesRequest.read(body);
  }

  @Override
  public AnswerWriter stream(Asked asked, AnswerLabel label) {
    return new MessageEvents(asked, label);
  }

  @Override
  public byte[] document(Answer answer, Asked asked, AnswerLabel label) {
    return new MessageDocument(answer, asked, label).write();
  }

  @Override
  public byte[] error(Trouble trouble, String requestId) {
    return ErrorWords.write(new StreamBytes(), trouble, requestId).take();
  }
}
