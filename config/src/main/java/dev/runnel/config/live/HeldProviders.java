package dev.runnel.config.live;

import dev.runnel.discovery.Providers;

/** Providers that several generations use, closed after the last of them where they are ours. */
final class HeldProviders {
  private final Providers providers;
  private final boolean ours;
  private int holders;

  /** With one holder, who made them. */
  HeldProviders(Providers providers, boolean ours) {
    this.providers = providers;
    this.ours = ours;
    holders = 1;
  }

  Providers providers() {
    return providers;
  }

  synchronized HeldProviders hold() {
    holders++;
    return this;
  }

  void release() {
    boolean last;
    synchronized (this) {
      last = --holders == 0;
    }
    if (last && ours) {
      providers.close();
    }
  }
}
