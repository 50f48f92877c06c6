/** Closes what was opened, in reverse. Knows nothing of what that is. */
@NullMarked
package dev.runnel.runner.lifecycle;

import org.jspecify.annotations.NullMarked;
