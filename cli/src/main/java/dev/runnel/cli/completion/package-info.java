/** Scripts by which shells complete the command line. */
@NullMarked
package dev.runnel.cli.completion;

import org.jspecify.annotations.NullMarked;
