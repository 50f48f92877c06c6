package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What is the same in all pieces of one answer.
 *
 * @param id unique, letters and digits only; the form puts its own prefix before it
 * @param created when the request came
 * @param model the model, as the client named it, else the one that serves
 */
public record AnswerLabel(String id, Instant created, String model) {
  public AnswerLabel {
    requireNonNull(id, "id is null");
    requireNonNull(created, "created is null");
    requireNonNull(model, "model is null");
  }
}
