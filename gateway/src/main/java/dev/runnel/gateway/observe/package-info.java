/** What is told of requests: to metrics, to the access log, to those who ask for health. */
@NullMarked
package dev.runnel.gateway.observe;

import org.jspecify.annotations.NullMarked;
