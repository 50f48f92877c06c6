package dev.runnel.sandbox.script;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Error documents of the OpenAI form. */
public final class Errors {

  private static final JsonMapper JSON = new JsonMapper();

  private Errors() {}

  /** {@code {"error":{"message":…,"type":"error","code":…}}}. */
  public static String document(String code, String message) {
    ObjectNode document = JSON.createObjectNode();
    document.putObject("error").put("message", message).put("type", "error").put("code", code);
    return document.toString();
  }
}
