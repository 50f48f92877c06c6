/** A gateway that answers clients of OpenAI's and Anthropic's API by the providers of a runner. */
@NullMarked
package dev.runnel.gateway;

import org.jspecify.annotations.NullMarked;
