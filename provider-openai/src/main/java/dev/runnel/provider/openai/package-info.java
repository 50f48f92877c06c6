/** The driver of OpenAI and every service that speaks its Chat Completions API. */
@NullMarked
package dev.runnel.provider.openai;

import org.jspecify.annotations.NullMarked;
