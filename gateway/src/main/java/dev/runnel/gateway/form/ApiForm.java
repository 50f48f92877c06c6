package dev.runnel.gateway.form;

import dev.runnel.api.Answer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A form that clients speak: how a request is read, and how answers and troubles are written. Pure
 * functions of their arguments; safe to use from any thread.
 */
public interface ApiForm {
  /** For logs and metrics, such as {@code openai}. */
  String name();

  /** The header in which clients of this form look for a request's id. */
  default String requestIdHeader() {
    return "x-request-id";
  }

  /** The HTTP status by which clients of this form know a kind of trouble. */
  default int status(Trouble.Kind kind) {
    return kind.status();
  }

  /**
   * Reads a request.
   *
   * @param body as it came
   * @throws RefusedException when it is none, or asks for what cannot be done
   */
  Asked read(byte[] body);

  /** The encoder of one streamed answer. */
  AnswerWriter stream(Asked asked, AnswerLabel label);

  /** A whole answer as one JSON document. */
  byte[] document(Answer answer, Asked asked, AnswerLabel label);

  /**
   * A trouble as one JSON document, for a response that has had no head.
   *
   * @param requestId what the client is told to cite; see the header {@code x-request-id}
   */
  byte[] error(Trouble trouble, String requestId);

  /**
   * Models as one JSON document.
   *
   * @param models all that there are
   * @param query gives the parameters of the request by name
   * @throws RefusedException when a parameter is wrong
   */
  byte[] models(List<ListedModel> models, Function<String, Optional<String>> query);

  /** One model as a JSON document. */
  byte[] model(ListedModel model);
}
