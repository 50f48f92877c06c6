/** The commands: what was typed becomes a request, the request is run, the result is shown. */
@NullMarked
package dev.runnel.cli.command;

import org.jspecify.annotations.NullMarked;
