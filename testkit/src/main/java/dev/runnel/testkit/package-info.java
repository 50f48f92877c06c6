/**
 * What the tests of all providers share. A {@link dev.runnel.testkit.ProviderUnderTest} is found as
 * any program finds it, connected to a {@link dev.runnel.sandbox.Sandbox} of its own and asked
 * through the guard; what its caller got is {@link dev.runnel.testkit.Heard}. {@link
 * dev.runnel.testkit.Conversations} are generated requests. The abstract test classes say what
 * every provider, or every one of a kind, must pass: a provider's tests extend them.
 *
 * <p>Names no provider.
 */
@NullMarked
package dev.runnel.testkit;

import org.jspecify.annotations.NullMarked;
