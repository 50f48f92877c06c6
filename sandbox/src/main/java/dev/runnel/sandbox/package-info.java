/** A loopback HTTP upstream for demos and tests: start with {@link dev.runnel.sandbox.Sandbox}. */
@NullMarked
package dev.runnel.sandbox;

import org.jspecify.annotations.NullMarked;
