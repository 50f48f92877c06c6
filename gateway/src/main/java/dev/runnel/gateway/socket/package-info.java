/**
 * The sockets that clients hold, closed at once where waiting for them would be waiting for ever.
 */
@NullMarked
package dev.runnel.gateway.socket;

import org.jspecify.annotations.NullMarked;
