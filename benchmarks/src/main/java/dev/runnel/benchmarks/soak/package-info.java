/** Thousands of streams at once through the gateway, for long, and none unaccounted for. */
@NullMarked
package dev.runnel.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
