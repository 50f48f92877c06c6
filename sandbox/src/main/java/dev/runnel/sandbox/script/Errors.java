package dev.runnel.sandbox.script;

import dev.runnel.sandbox.dialect.ErrorForm;

/** Error documents of the OpenAI form. */
public final class Errors {

  private Errors() {}

  /** {@code {"error":{"message":…,"type":"error","code":…}}}. */
  public static String document(String code, String message) {
    return ErrorForm.document(code, message);
  }
}
