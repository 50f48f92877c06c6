package dev.runnel.runner.stage;

import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Secret;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Exchange;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** A service that does with each request what a test says, and remembers when it came. */
public final class Service implements Provider {
  private static final Option<Secret> KEY = Option.secret("api-key");

  private final String id;
  private final Capabilities capabilities;
  private final HandMovedTime time;
  private final Deque<Consumer<Asked>> behaviours = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();
  private Runnable connecting = () -> {};

  public Service(String id, Capabilities capabilities, HandMovedTime time) {
    this.id = id;
    this.capabilities = capabilities;
    this.time = time;
  }

  /** Does these with the next requests, and the last of them with all that follow. */
  @SafeVarargs
  public final Service does(Consumer<Asked>... next) {
    synchronized (asked) {
      behaviours.clear();
      behaviours.addAll(List.of(next));
    }
    return this;
  }

  /** Does this whenever it is connected, such as throwing. */
  public Service connecting(Runnable first) {
    connecting = first;
    return this;
  }

  public String id() {
    return id;
  }

  public List<Asked> asked() {
    synchronized (asked) {
      return List.copyOf(asked);
    }
  }

  public Asked lastAsked() {
    List<Asked> all = asked();
    return all.get(all.size() - 1);
  }

  /** When it was asked, in milliseconds of the test's time. */
  public List<Long> times() {
    return asked().stream().map(Asked::at).toList();
  }

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder(id, SPI_GENERATION)
        .options(KEY)
        .capabilities(capabilities)
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    connecting.run();
    String key = config.find(KEY).map(Secret::reveal).orElse("");
    return new Driver() {
      @Override
      public Capabilities capabilities() {
        return capabilities;
      }

      @Override
      public void start(ChatRequest request, Exchange exchange) {
        Asked one = new Asked(time.millis(), request, exchange, key);
        Consumer<Asked> behaviour;
        synchronized (asked) {
          asked.add(one);
          behaviour = behaviours.size() > 1 ? behaviours.remove() : behaviours.peek();
        }
        if (behaviour != null) {
          behaviour.accept(one);
        }
      }
    };
  }
}
