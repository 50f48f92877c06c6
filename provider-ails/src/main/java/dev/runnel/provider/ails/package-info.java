/**
 * The driver for AI.LS, an unofficial service of 2023 that may be gone: signed requests, answers in
 * the OpenAI form.
 */
@NullMarked
package dev.runnel.provider.ails;

import org.jspecify.annotations.NullMarked;
