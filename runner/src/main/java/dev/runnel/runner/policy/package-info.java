/** How a runner treats its calls: attempts, breakers, limits, pools and keys, as values. */
@NullMarked
package dev.runnel.runner.policy;

import org.jspecify.annotations.NullMarked;
