package dev.runnel.gateway.openai;

import dev.runnel.api.Answer;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** OpenAI's chat completions. */
public final class OpenAiForm implements ApiForm {
  @Override
  public String name() {
    return "openai";
  }

  @Override
  public Asked read(byte[] body) {
    return RequestReader.read(body);
  }

  @Override
  public AnswerWriter stream(Asked asked, AnswerLabel label) {
    return new Chunks(label, asked.usageWanted());
  }

  @Override
  public byte[] document(Answer answer, Asked asked, AnswerLabel label) {
    return Completion.of(answer, label);
  }

  @Override
  public byte[] error(Trouble trouble, String requestId) {
    StreamBytes json = new StreamBytes();
    ErrorJson.write(json, trouble);
    return json.take();
  }

  @Override
  public byte[] models(List<ListedModel> models, Function<String, Optional<String>> query) {
    return ModelJson.list(models);
  }

  @Override
  public byte[] model(ListedModel model) {
    return ModelJson.one(model);
  }
}
