/** Tries a call's candidates, one after the other, until one answers. */
@NullMarked
package dev.runnel.runner.attempt;

import org.jspecify.annotations.NullMarked;
