/**
 * The log of conversations: one SQLite file that only its owner can read, written while answers
 * stream, read to list, search, show and continue.
 */
@NullMarked
package dev.runnel.history;

import org.jspecify.annotations.NullMarked;
