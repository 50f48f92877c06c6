/** What the user asks: from arguments, standard input and files, each mistake said precisely. */
@NullMarked
package dev.runnel.cli.input;

import org.jspecify.annotations.NullMarked;
