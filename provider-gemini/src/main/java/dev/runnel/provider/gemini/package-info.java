/** The driver of Google's Gemini API. */
@NullMarked
package dev.runnel.provider.gemini;

import org.jspecify.annotations.NullMarked;
