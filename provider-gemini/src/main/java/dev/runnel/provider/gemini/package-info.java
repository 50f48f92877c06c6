/**
 * The driver of Google's Gemini API, by Google's documentation and what its own clients send and
 * read; which of it says what is in {@code docs/protocols/gemini.md}.
 */
@NullMarked
package dev.runnel.provider.gemini;

import org.jspecify.annotations.NullMarked;
