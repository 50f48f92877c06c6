/** Where the {@code runnel} process begins and ends. */
@NullMarked
package dev.runnel.cli;

import org.jspecify.annotations.NullMarked;
