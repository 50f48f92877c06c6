/**
 * What an unscripted answer is made of besides conversation: instances of JSON schemas, forced tool
 * calls, a thought. Knows no service. Internal to the sandbox.
 */
@NullMarked
package dev.runnel.sandbox.improvise;

import org.jspecify.annotations.NullMarked;
