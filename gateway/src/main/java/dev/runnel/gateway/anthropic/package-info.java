/** Anthropic's form: messages. */
@NullMarked
package dev.runnel.gateway.anthropic;

import org.jspecify.annotations.NullMarked;
