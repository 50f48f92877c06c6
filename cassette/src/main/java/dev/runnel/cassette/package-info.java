/**
 * Records what goes over the wire between a driver and its service, and plays it back. {@link
 * dev.runnel.cassette.Recorder} stands between the two on a loopback port and writes a cassette, a
 * text file that people read and edit; {@link dev.runnel.cassette.Player} answers from one. Knows
 * HTTP and no vendor; needs no test framework.
 */
@NullMarked
package dev.runnel.cassette;

import org.jspecify.annotations.NullMarked;
