/**
 * How each service writes an answer down: from tokens and finish reasons to bytes, without any I/O.
 */
@NullMarked
package dev.runnel.sandbox.dialect;

import org.jspecify.annotations.NullMarked;
