/** Very many requests, of which each is accounted for: by client, gateway and service alike. */
@NullMarked
package dev.runnel.gateway.soak;

import org.jspecify.annotations.NullMarked;
