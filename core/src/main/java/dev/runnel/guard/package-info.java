/**
 * What stands between a driver and its callers and enforces the contract of {@link
 * dev.runnel.api.Call}: one outcome, decided by evidence; order; threads; demand; clocks; cancel.
 *
 * <p>Callers reach it through {@link dev.runnel.discovery.Providers}; whoever holds a {@link
 * dev.runnel.spi.Driver} himself (a test, a router) puts it behind {@link
 * dev.runnel.guard.Guard#guard}.
 */
@NullMarked
package dev.runnel.guard;

import org.jspecify.annotations.NullMarked;
