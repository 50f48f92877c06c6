/**
 * Markdown for a terminal, shown as it arrives: pieces of text in, styled and wrapped lines out.
 */
@NullMarked
package dev.runnel.cli.markdown;

import org.jspecify.annotations.NullMarked;
