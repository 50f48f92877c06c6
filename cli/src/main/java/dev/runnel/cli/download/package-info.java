/** Shows on a terminal how far a download is. */
@NullMarked
package dev.runnel.cli.download;

import org.jspecify.annotations.NullMarked;
