/** Where a user's keys are: the key file, and commands that give them. */
@NullMarked
package dev.runnel.config.keys;

import org.jspecify.annotations.NullMarked;
