package dev.runnel.gateway.openai;

import dev.runnel.api.Answer;
import dev.runnel.gateway.form.AnswerLabel;
import dev.runnel.gateway.form.AnswerWriter;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;

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
}
