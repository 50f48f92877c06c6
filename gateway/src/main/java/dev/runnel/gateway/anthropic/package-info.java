/** Anthropic's form: messages, their tokens counted, and models. */
@NullMarked
package dev.runnel.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
