/** Clients that others wrote, unmodified, against a gateway with the sandbox behind it. */
@NullMarked
package dev.runnel.interop.gateway;

import org.jspecify.annotations.NullMarked;
