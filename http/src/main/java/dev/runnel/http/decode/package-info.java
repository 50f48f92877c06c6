/**
 * Pure incremental decoders of streamed answers: bytes in, events out, wherever the network cuts
 * them.
 *
 * <p>They do no I/O, keep no thread, and know neither the transport nor any provider. A decoder
 * serves one stream and one thread at a time.
 */
@NullMarked
package dev.runnel.http.decode;

import org.jspecify.annotations.NullMarked;
