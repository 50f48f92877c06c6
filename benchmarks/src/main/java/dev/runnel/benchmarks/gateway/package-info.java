/** Runnel's gateway beside other ways of standing between a client and a service. */
@NullMarked
package dev.runnel.benchmarks.gateway;

import org.jspecify.annotations.NullMarked;
