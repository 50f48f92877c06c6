/**
 * An upstream on loopback that does what it is told, byte by byte: {@link
 * dev.runnel.testkit.upstream.ScriptedUpstream} plays an {@link
 * dev.runnel.testkit.upstream.HttpAnswer} for each request, and keeps what came. It knows HTTP and
 * bytes, and no service's format: that is its user's.
 */
@NullMarked
package dev.runnel.testkit.upstream;

import org.jspecify.annotations.NullMarked;
