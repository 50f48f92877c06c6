package dev.runnel.runner.limit;

import dev.runnel.api.ChatRequest;
import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Tool;

/**
 * How many tokens a request will use, before anybody has counted them: four characters to a token,
 * the rule of thumb that OpenAI's own limiter goes by, and an image as a thousand. For the gateway,
 * too.
 */
public final class TokenEstimate {
  private static final int CHARACTERS_PER_TOKEN = 4;
  private static final int IMAGE = 1_000;

  /** What each message costs beside its text: its role and its delimiters. */
  private static final int MESSAGE = 4;

  private TokenEstimate() {}

  /** The tokens of what is asked; at least 1. */
  public static long ofInput(ChatRequest request) {
    long characters = 0;
    long tokens = 0;
    for (Message message : request.messages()) {
      tokens += MESSAGE;
      for (ContentPart part : message.parts()) {
        if (part instanceof ContentPart.Image) {
          tokens += IMAGE;
        } else {
          characters += characters(part);
        }
      }
    }
    for (Tool tool : request.tools()) {
      characters +=
          tool.name().length() + tool.description().length() + tool.parametersSchema().length();
    }
    return tokens + (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
  }

  private static long characters(ContentPart part) {
    if (part instanceof ContentPart.Text text) {
      return text.text().length();
    }
    if (part instanceof ContentPart.ToolCall call) {
      return (long) call.name().length() + call.argumentsJson().length();
    }
    if (part instanceof ContentPart.ToolResult result) {
      return result.content().length();
    }
    return part instanceof ContentPart.Reasoning reasoning ? reasoning.text().length() : 0;
  }
}
