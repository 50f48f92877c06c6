/**
 * Finds the providers on the class path and the module path, keeps broken ones apart with their
 * reason, and connects the others as guarded clients.
 */
@NullMarked
package dev.runnel.discovery;

import org.jspecify.annotations.NullMarked;
