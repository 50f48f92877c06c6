/** Decides where a request goes: pure functions of the request, the endpoints and the policy. */
@NullMarked
package dev.runnel.runner.routing;

import org.jspecify.annotations.NullMarked;
