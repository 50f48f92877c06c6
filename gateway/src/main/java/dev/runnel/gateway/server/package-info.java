/** The HTTP server: its paths, its connections, and what it reads of a request. */
@NullMarked
package dev.runnel.gateway.server;

import org.jspecify.annotations.NullMarked;
