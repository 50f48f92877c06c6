package dev.runnel.gateway.anthropic;

import dev.runnel.api.Answer;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.runner.limit.TokenEstimate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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

  @Override
  public byte[] models(List<ListedModel> models, Function<String, Optional<String>> query) {
    return ModelsDocument.page(models, query);
  }

  @Override
  public byte[] model(ListedModel model) {
    return ModelsDocument.one(model);
  }

  /**
   * How many tokens a request has, about: nobody can say it exactly who does not know which service
   * will answer, and the document says that it is an estimate.
   *
   * @param body as of a request for a message, of which only the answer's length may be left out
   * @return one JSON document
   * @throws dev.runnel.gateway.form.RefusedException when it is no such request
   */
  public byte[] tokens(byte[] body) {
    long estimate = TokenEstimate.ofInput(MessagesRequest.readToCount(body).request());
    return new StreamBytes()
        .text("{\"input_tokens\":")
        .number(estimate)
        .text(",\"estimated\":true}")
        .take();
  }
}
