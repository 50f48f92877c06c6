/** The driver of Anthropic's Messages API. */
@NullMarked
package dev.runnel.provider.anthropic;

import org.jspecify.annotations.NullMarked;
