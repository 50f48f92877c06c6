/**
 * What a process has from its shell: streams, terminals, environment, signals and an exit code.
 * Knows nothing of chat.
 */
@NullMarked
package dev.runnel.cli.shell;

import org.jspecify.annotations.NullMarked;
