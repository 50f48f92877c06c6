/** Shows conversations of the log: as lists, transcripts and JSON. */
@NullMarked
package dev.runnel.cli.transcript;

import org.jspecify.annotations.NullMarked;
