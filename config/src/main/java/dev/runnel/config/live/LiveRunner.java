package dev.runnel.config.live;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.Timeouts;
import dev.runnel.config.UserFolders;
import dev.runnel.config.keys.KeyFile;
import dev.runnel.config.settings.ConfigFiles;
import dev.runnel.config.settings.Settings;
import dev.runnel.discovery.Providers;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Timekeeper;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.NoEndpointException;
import dev.runnel.spi.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A runner for long use that follows {@code runnel.toml}, the key file and the plugins: when they
 * change, calls from then on go by the new ones, and those under way are left alone; the runner and
 * the plugins that they belong to are closed after the last of them. Files that are wrong change
 * nothing, and are told to the listener.
 *
 * <p>Safe to use from any thread.
 */
public final class LiveRunner implements AutoCloseable {
  /** How often the files are looked at where nothing else was said. */
  public static final Duration USUAL_PACE = Duration.ofSeconds(1);

  private final Builder sources;
  private final CallRuntime runtime;
  private final boolean ownsRuntime;
  private final List<Path> watched;
  private final Object reloading = new Object();
  private final Set<Generation> all = ConcurrentHashMap.newKeySet();
  private volatile Generation current;
  private FileMarks seen;
  private Object suppliedMark;
  private Object lookedAtMark;
  private volatile boolean closed;
  private Timekeeper.@Nullable Timer next; // guarded by reloading

  private LiveRunner(Builder builder) {
    sources = new Builder(builder);
    ownsRuntime = sources.runtime == null;
    runtime = sources.runtime != null ? sources.runtime : CallRuntime.create();
    try {
      watched = watched();
      seen = FileMarks.of(watched);
      suppliedMark = sources.supply.mark();
      lookedAtMark = suppliedMark;
      current = load(discover());
    } catch (RuntimeException | Error e) {
      closeRuntime();
      throw e;
    }
    schedule();
  }

  /**
   * Starts one.
   *
   * @param providers what connects endpoints; not closed
   */
  public static Builder builder(Providers providers) {
    return new Builder(ProviderSupply.of(providers)).runtime(providers.runtime());
  }

  /** Starts one whose providers change, too. */
  public static Builder builder(ProviderSupply supply) {
    return new Builder(supply);
  }

  /**
   * A handle for a request, by the settings that are in force now; does no I/O. One that is never
   * started keeps its runner open until this is closed; cancel it instead.
   *
   * @throws NoEndpointException when nobody can serve it
   * @throws ConfigurationException when the provider refuses its configuration
   * @throws ChatException when the provider fails to connect
   */
  public Call call(ChatRequest request) {
    return call(request, Optional.empty());
  }

  /** The same to the endpoint that was named, if one was. */
  public Call call(ChatRequest request, Optional<String> endpoint) {
    Lease lease = lease();
    try {
      Call call = lease.runner().call(lease.route(request, endpoint));
      call.outcome().whenComplete((outcome, thrown) -> lease.close());
      return call;
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }

  /**
   * The runner that is in force now, for whatever it can do. Close the lease after its last call.
   *
   * @throws IllegalStateException when this is closed
   */
  public Lease lease() {
    while (!closed) {
      Optional<Lease> lease = current.lease();
      if (lease.isPresent()) {
        return lease.get();
      }
    }
    throw new IllegalStateException("The runner is closed");
  }

  /** The settings that are in force now. */
  public Settings settings() {
    return current.settings();
  }

  /** The time by which its calls go. */
  public Timekeeper timekeeper() {
    return runtime.timekeeper();
  }

  /**
   * Looks at the files and the plugins now, without waiting for the next time.
   *
   * @return whether they had changed and calls from now on go by them
   */
  public boolean reload() {
    synchronized (reloading) {
      FileMarks now = FileMarks.of(watched);
      Object supplied = sources.supply.mark();
      boolean others = !supplied.equals(suppliedMark);
      if (closed || (now.equals(seen) && !others)) {
        return false;
      }
      seen = now;
      suppliedMark = supplied;
      Generation before = current;
      try {
        current = load(others ? discover() : before.providers().hold());
      } catch (ConfigurationException e) {
        tell(() -> sources.listener.refused(e));
        return false;
      }
      before.retire();
      if (others) {
        tell(() -> sources.listener.discovered(current.providers().providers()));
      }
      tell(() -> sources.listener.reloaded(current.settings()));
      return true;
    }
  }

  /** Cancels the calls under way, and stops following the files. Idempotent. */
  @Override
  public void close() {
    closed = true;
    synchronized (reloading) {
      Timekeeper.Timer timer = next;
      if (timer != null) {
        timer.cancel();
      }
      current.retire();
      all.forEach(Generation::close);
      all.clear();
      closeRuntime();
    }
  }

  private void closeRuntime() {
    if (ownsRuntime) {
      runtime.close();
    }
  }

  private HeldProviders discover() {
    return new HeldProviders(sources.supply.discover(runtime), sources.supply.closes());
  }

  /** A generation that has taken over what is held for it; where there is none, that is let go. */
  private Generation load(HeldProviders held) {
    try {
      Settings settings =
          Settings.read(
              ConfigFiles.find(
                  Optional.ofNullable(sources.config), sources.environment, sources.folder),
              sources.environment,
              held.providers());
      Runner.Builder builder =
          Runner.builder()
              .providers(held.providers())
              .environment(sources.environment)
              .runtime(runtime);
      settings.addTo(builder);
      Duration total = sources.usualTotal;
      if (total != null) {
        builder.timeouts(settings.timeouts(total));
      }
      Runner runner = sources.further.apply(settings.addKeysTo(builder)).build();
      Generation generation = new Generation(settings, runner, held, this::over);
      all.add(generation);
      return generation;
    } catch (RuntimeException | Error e) {
      held.release();
      throw e;
    }
  }

  private void over(Generation generation) {
    try {
      runtime
          .blocking()
          .execute(
              () -> {
                generation.close();
                all.remove(generation);
              });
    } catch (RejectedExecutionException e) {
      generation.close(); // the threads have ended, and with them every call
    }
  }

  private List<Path> watched() {
    List<Path> files =
        new ArrayList<>(
            ConfigFiles.possible(
                Optional.ofNullable(sources.config), sources.environment, sources.folder));
    KeyFile.of(UserFolders.of(sources.environment)).map(KeyFile::path).ifPresent(files::add);
    return List.copyOf(files);
  }

  private void schedule() {
    synchronized (reloading) { // else a close between the two would leave a timer
      if (!closed) {
        next =
            runtime.timekeeper().after(sources.pace, () -> runtime.blocking().execute(this::look));
      }
    }
  }

  private void look() {
    try {
      Object supplied = sources.supply.mark();
      boolean settled = supplied.equals(lookedAtMark);
      lookedAtMark = supplied;
      if (settled) { // else somebody may still be writing a plugin
        reload();
      }
    } finally {
      schedule();
    }
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      return; // a listener's own affair
    }
  }

  /** Collects what a live runner needs. Not thread-safe. */
  public static final class Builder {
    private final ProviderSupply supply;
    private Map<String, String> environment = System.getenv();
    private Path folder = Path.of("");
    private @Nullable Path config;
    private @Nullable CallRuntime runtime;
    private Duration pace = USUAL_PACE;
    private @Nullable Duration usualTotal;
    private UnaryOperator<Runner.Builder> further = UnaryOperator.identity();
    private LiveListener listener = LiveListener.NONE;

    private Builder(ProviderSupply supply) {
      this.supply = requireNonNull(supply, "supply is null");
    }

    private Builder(Builder other) {
      supply = other.supply;
      environment = other.environment;
      folder = other.folder;
      config = other.config;
      runtime = other.runtime;
      pace = other.pace;
      usualTotal = other.usualTotal;
      further = other.further;
      listener = other.listener;
    }

    /** Finds files, and reads options and keys, by these; default: the process's environment. */
    public Builder environment(Map<String, String> variables) {
      environment = Map.copyOf(variables);
      return this;
    }

    /** Takes this as the working folder; default: the process's. */
    public Builder folder(Path workingFolder) {
      folder = requireNonNull(workingFolder, "workingFolder is null");
      return this;
    }

    /** Reads this file alone; default: see {@link ConfigFiles}. */
    public Builder config(Path file) {
      config = requireNonNull(file, "file is null");
      return this;
    }

    /**
     * Runs calls on these threads and by this time; default: the providers' own, or one of this
     * runner's where they change.
     */
    public Builder runtime(CallRuntime threads) {
      runtime = requireNonNull(threads, "threads is null");
      return this;
    }

    /** Looks at the files so often; positive; default: {@link #USUAL_PACE}. */
    public Builder every(Duration time) {
      pace = requireNonNull(time, "time is null");
      return this;
    }

    /**
     * Ends calls that bring no clocks of their own after so long, where the files do not say when;
     * default: {@link Timeouts#DEFAULT}'s. For those whose callers wait as long as they like, and
     * can leave at any time.
     */
    public Builder usualTotal(Duration time) {
      usualTotal = requireNonNull(time, "time is null");
      return this;
    }

    /** Says more to the builder of each runner, after the files: what is said here wins. */
    public Builder further(UnaryOperator<Runner.Builder> settings) {
      further = requireNonNull(settings, "settings is null");
      return this;
    }

    /** Tells this one of changed files. */
    public Builder listener(LiveListener one) {
      listener = requireNonNull(one, "one is null");
      return this;
    }

    /**
     * Reads the files and begins to follow them.
     *
     * @throws ConfigurationException with all mistakes at once
     */
    public LiveRunner start() {
      return new LiveRunner(this);
    }
  }
}
