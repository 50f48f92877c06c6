/** Who of a pool is asked first, and what is known of its members to decide it. */
@NullMarked
package dev.runnel.runner.pool;

import org.jspecify.annotations.NullMarked;
