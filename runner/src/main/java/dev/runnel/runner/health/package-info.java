/** What earlier calls have shown of endpoints: who is left alone for a while, and why. */
@NullMarked
package dev.runnel.runner.health;

import org.jspecify.annotations.NullMarked;
