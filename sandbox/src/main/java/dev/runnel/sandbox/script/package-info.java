/**
 * What the sandbox answers, said as a sentence: {@link dev.runnel.sandbox.script.Script}, its gates
 * and its pace.
 */
@NullMarked
package dev.runnel.sandbox.script;

import org.jspecify.annotations.NullMarked;
