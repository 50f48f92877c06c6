/** Node.js programs as this module's tests use them. */
@NullMarked
package dev.runnel.interop.node;

import org.jspecify.annotations.NullMarked;
