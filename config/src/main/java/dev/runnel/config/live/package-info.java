/** A runner that follows its user's files while it is used. */
@NullMarked
package dev.runnel.config.live;

import org.jspecify.annotations.NullMarked;
