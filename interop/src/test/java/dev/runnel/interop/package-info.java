/**
 * Clients and servers that others wrote, against the sandbox and the drivers: so that sandbox and
 * driver are not one misreading of a protocol, made twice.
 */
@NullMarked
package dev.runnel.interop;

import org.jspecify.annotations.NullMarked;
