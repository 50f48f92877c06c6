/**
 * Many requests from a file: rows are read as they are needed, asked a few at a time, and their
 * answers kept in a file that is the journal, too. Knows no flags.
 */
@NullMarked
package dev.runnel.cli.batch;

import org.jspecify.annotations.NullMarked;
