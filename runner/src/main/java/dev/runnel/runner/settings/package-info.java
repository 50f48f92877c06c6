/**
 * How options are written: as {@code endpoint.key=value}, in environment variables, and as the
 * proxy variables that every tool reads. Text in, names and values out; types come later.
 */
@NullMarked
package dev.runnel.runner.settings;

import org.jspecify.annotations.NullMarked;
