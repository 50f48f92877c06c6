/**
 * The driver of Anthropic's Messages API; {@code docs/protocols/anthropic.md} says what it relies
 * on.
 */
@NullMarked
package dev.runnel.provider.anthropic;

import org.jspecify.annotations.NullMarked;
