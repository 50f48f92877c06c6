package dev.runnel.http.openai;

import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;
import java.util.ArrayList;
import java.util.List;

/** Records what a listener is told, one readable line each. */
final class Told implements OpenAiListener {
  final List<String> lines = new ArrayList<>();

  @Override
  public void onId(String id) {
    lines.add("id " + id);
  }

  @Override
  public void onModel(String model) {
    lines.add("model " + model);
  }

  @Override
  public void onReasoning(String delta) {
    lines.add("reasoning " + delta);
  }

  @Override
  public void onText(String delta) {
    lines.add("text " + delta);
  }

  @Override
  public void onRefusal(String delta) {
    lines.add("refusal " + delta);
  }

  @Override
  public void onToolCall(OpenAiToolCallDelta delta) {
    lines.add(
        "tool "
            + String.join(
                " ", "" + delta.index(), delta.id(), delta.name(), object(delta.arguments())));
  }

  @Override
  public void onUsage(OpenAiUsage usage) {
    lines.add(
        "usage "
            + List.of(
                usage.promptTokens(),
                usage.completionTokens(),
                usage.totalTokens(),
                usage.reasoningTokens(),
                usage.cachedTokens(),
                usage.cacheWriteTokens()));
  }

  @Override
  public void onFinish(String reason) {
    lines.add("finish " + reason);
  }

  @Override
  public void onError(OpenAiError error) {
    lines.add(
        "error "
            + scalar(error.message())
            + " / "
            + scalar(error.type())
            + " / "
            + scalar(error.code()));
  }

  /** Objects are told as they were written; for comparison, one spelling each. */
  private static String object(String arguments) {
    try {
      return arguments != null && arguments.startsWith("{")
          ? JsonView.parse(arguments).toString()
          : arguments;
    } catch (DecodeException e) {
      return arguments; // a piece of one
    }
  }

  /** Numbers are told as they were written; for comparison, one spelling each. */
  private static String scalar(String text) {
    return text != null && text.matches("-?\\d[\\d.eE+-]*")
        ? JsonView.parse(text).toString()
        : text;
  }
}
