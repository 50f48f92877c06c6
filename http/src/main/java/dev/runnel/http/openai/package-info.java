/**
 * The OpenAI form of an answer ({@code chat.completion} and {@code chat.completion.chunk}), which
 * most services speak with small differences: one event in, what it says out.
 */
@NullMarked
package dev.runnel.http.openai;

import org.jspecify.annotations.NullMarked;
