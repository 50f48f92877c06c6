package dev.runnel.http.openai;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a tool call.
 *
 * @param index which call of the answer this belongs to, from 0
 * @param id the call's id, null where this piece does not tell it
 * @param name the function's name, null where this piece does not tell it
 * @param arguments the next part of the arguments' JSON text, null where this piece has none
 */
public record OpenAiToolCallDelta(
    int index, @Nullable String id, @Nullable String name, @Nullable String arguments) {}
