/** The conversation that a command takes part in: what was said before, and where it is logged. */
@NullMarked
package dev.runnel.cli.conversation;

import org.jspecify.annotations.NullMarked;
