/** The driver of Ollama, models on one's own machine. */
@NullMarked
package dev.runnel.provider.ollama;

import org.jspecify.annotations.NullMarked;
