/** A conversation at a terminal: what is typed is asked or obeyed, line by line. */
@NullMarked
package dev.runnel.cli.repl;

import org.jspecify.annotations.NullMarked;
