package dev.runnel.sandbox.dialect;

/** How one service says what is wrong. Internal to the sandbox; public for its other packages. */
public interface ErrorForm {

  /** The form that the services of 2023 share. */
  ErrorForm USUAL = (trouble, message) -> document(trouble.code(), message);

  /** The status it comes with where it comes instead of an answer. */
  default int status(Trouble trouble) {
    return trouble.status();
  }

  /** The whole document, JSON. */
  String document(Trouble trouble, String message);

  /** {@code {"error":{"message":…,"type":"error","code":…}}}. */
  static String document(String code, String message) {
    return "{\"error\":{\"message\":"
        + JsonText.quoted(message)
        + ",\"type\":\"error\",\"code\":"
        + JsonText.quoted(code)
        + "}}";
  }
}
