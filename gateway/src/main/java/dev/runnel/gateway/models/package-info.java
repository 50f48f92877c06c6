/** Which models there are, gathered from all endpoints that take part. */
@NullMarked
package dev.runnel.gateway.models;

import org.jspecify.annotations.NullMarked;
