/** One answer on its way to one client: the head that waits, heartbeats, back-pressure, the end. */
@NullMarked
package dev.runnel.gateway.delivery;

import org.jspecify.annotations.NullMarked;
