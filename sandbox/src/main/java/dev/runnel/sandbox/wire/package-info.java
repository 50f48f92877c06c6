/**
 * The HTTP server down to TCP: reads requests, writes raw bytes, cuts, resets. Internal to the
 * sandbox.
 */
@NullMarked
package dev.runnel.sandbox.wire;

import org.jspecify.annotations.NullMarked;
