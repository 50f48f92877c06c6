package dev.runnel.provider.anthropic;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.http.decode.DecodeException;
import dev.runnel.http.json.JsonView;

/** JSON that callers give as text. */
final class JsonObjects {
  private JsonObjects() {}

  /**
   * @param what begins the sentence in case that it is no object
   */
  static JsonView parse(String what, String json) {
    try {
      JsonView view = JsonView.parse(json);
      if (view.isObject()) {
        return view;
      }
    } catch (DecodeException e) {
      // told below
    }
    throw ChatException.builder(ErrorKind.INVALID_REQUEST, what + " is no JSON object")
        .nextStep("Give a JSON object, such as {\"type\":\"object\"}")
        .build();
  }
}
