/**
 * A chat model for the tests of programs that use one. {@link dev.runnel.fake.FakeProvider} answers
 * as a test says ({@link dev.runnel.fake.FakeReply}) and keeps what it was asked; the client that
 * it gives is the real, guarded one, so that order, threads, clocks, cancel and ends are as they
 * will be with a service. Needs core and nothing else.
 */
@NullMarked
package dev.runnel.fake;

import org.jspecify.annotations.NullMarked;
