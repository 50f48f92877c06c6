/** How an answer and what happened to it are shown: as text, or as one JSON object a line. */
@NullMarked
package dev.runnel.cli.render;

import org.jspecify.annotations.NullMarked;
