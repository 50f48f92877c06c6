package dev.runnel.http.openai;

import org.jspecify.annotations.Nullable;

/**
 * An error that a service sent in place of an answer, or in the middle of one. Numbers are given as
 * text; what was not told is null.
 *
 * @param message for people
 * @param type the class of error, such as {@code invalid_request_error}
 * @param code the error itself, such as {@code model_not_found}
 */
public record OpenAiError(@Nullable String message, @Nullable String type, @Nullable String code) {}
