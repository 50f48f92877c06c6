/** What nobody well-meaning would send. */
@NullMarked
package dev.runnel.gateway.hostile;

import org.jspecify.annotations.NullMarked;
