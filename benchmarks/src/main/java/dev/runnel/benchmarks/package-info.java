/**
 * Runnel beside its peers: what one streamed token costs, in CPU time and in bytes allocated, as
 * ratios in one run, since machines are shared and noisy. Not part of the distribution.
 */
@NullMarked
package dev.runnel.benchmarks;

import org.jspecify.annotations.NullMarked;
