package dev.runnel.config.template;

import java.util.List;

/** A template cannot be used; the message says all that is wrong with it, and where. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TemplateException(String message) {
    super(message);
  }

  public TemplateException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Several mistakes as one sentence. */
  static String all(List<String> mistakes) {
    String all = String.join("; ", mistakes);
    return all.endsWith("?") ? all : all + ".";
  }
}
