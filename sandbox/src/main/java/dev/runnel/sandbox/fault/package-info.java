/** The catalogue of named faults, which a shell user asks for by model name. */
@NullMarked
package dev.runnel.sandbox.fault;

import org.jspecify.annotations.NullMarked;
