/**
 * Runs requests: finds the endpoint that can and may serve one, and connects to it. Start with
 * {@link dev.runnel.runner.Runner#builder()}.
 *
 * <p>Guice wires the inside and is not seen outside.
 */
@NullMarked
package dev.runnel.runner;

import org.jspecify.annotations.NullMarked;
