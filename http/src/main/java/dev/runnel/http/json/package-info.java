/**
 * JSON for authors of providers: a writer for request bodies, a cursor for the events of a stream,
 * a lenient view of what services answer away from the hot path, and plain Java trees. No type of a
 * JSON library shows.
 */
@NullMarked
package dev.runnel.http.json;

import org.jspecify.annotations.NullMarked;
