package dev.runnel.guard;

import dev.runnel.api.Call;
import dev.runnel.api.ChatClient;
import dev.runnel.spi.Driver;
import java.util.function.Consumer;

/** Puts the contract between a driver and its callers. */
public final class Guard {
  private Guard() {}

  /**
   * A client over a driver. Closing the client closes the driver; the runtime stays open.
   *
   * @param driver not used by anyone else from now on
   * @param provider the provider's id, for reports and failures
   * @param endpoint the endpoint's id, for reports and failures
   */
  public static ChatClient guard(
      Driver driver,
      String provider,
      String endpoint,
      GuardSettings settings,
      CallRuntime runtime) {
    return guard(driver, provider, endpoint, settings, runtime, client -> {});
  }

  /**
   * As the above, for an owner who keeps a list of his clients.
   *
   * @param onClose told once, on the thread that closes the client, when it is closed
   */
  public static ChatClient guard(
      Driver driver,
      String provider,
      String endpoint,
      GuardSettings settings,
      CallRuntime runtime,
      Consumer<? super ChatClient> onClose) {
    return new GuardedClient(driver, new Origin(provider, endpoint), settings, runtime, onClose);
  }

  /**
   * Whether the calling thread is an event loop of the driver behind a call, so that blocking it
   * could keep the call from ever ending. False where that cannot be told.
   */
  public static boolean onEventLoopOf(Call call) {
    return call instanceof ForwardingCall forwarding
        ? onEventLoopOf(forwarding.wrapped())
        : call instanceof GuardedCall guarded && guarded.onEventLoop();
  }

  /** As the above, for any call of a client. */
  public static boolean onEventLoopOf(ChatClient client) {
    return client instanceof GuardedClient guarded && guarded.onEventLoop();
  }
}
