/**
 * What the sandbox saw: one {@link dev.runnel.sandbox.exchange.Exchange} per request, with its fate
 * as conditions a test awaits.
 */
@NullMarked
package dev.runnel.sandbox.exchange;

import org.jspecify.annotations.NullMarked;
