/**
 * What callers of a chat model use: immutable requests, a {@link dev.runnel.api.Call} with four
 * views on one answer, and the {@link dev.runnel.api.Outcome} that says what really happened.
 *
 * <p>Nothing here knows a service, a transport or how providers are found; see {@link
 * dev.runnel.discovery} for that.
 */
@NullMarked
package dev.runnel.api;

import org.jspecify.annotations.NullMarked;
