/** OpenAI's form: chat completions and models. */
@NullMarked
package dev.runnel.gateway.openai;

import org.jspecify.annotations.NullMarked;
