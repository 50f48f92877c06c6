/** The log of conversations, in SQLite. */
@NullMarked
package dev.runnel.history;

import org.jspecify.annotations.NullMarked;
