/** How much is asked of an endpoint at a time: permits, and the queue before them. */
@NullMarked
package dev.runnel.runner.limit;

import org.jspecify.annotations.NullMarked;
