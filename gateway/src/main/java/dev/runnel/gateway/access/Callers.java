package dev.runnel.gateway.access;

import dev.runnel.config.keys.CallerKey;
import dev.runnel.config.keys.CallerKeyFile;
import dev.runnel.config.keys.CallerKeys;
import dev.runnel.config.live.FileMarks;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.runner.limit.Allowance;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.spi.ConfigurationException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who may ask: those with a key of the file, as soon as there has been one, or where keys are
 * required; else anyone. Follows the file. Safe to use from any thread.
 */
public final class Callers {
  private static final System.Logger LOG = System.getLogger(Callers.class.getName());

  private final Optional<CallerKeyFile> file;
  private final BooleanSupplier required;
  private final LongSupplier nanos;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Map.of());
  private volatile boolean everKnown; // whether there has been a key
  private FileMarks seen = new FileMarks(List.of()); // guarded by this

  /** What the file said last, the callers by their keys' fingerprints. */
  private record Known(List<CallerKey> keys, Map<String, Caller> callers) {}

  private Callers(
      Optional<CallerKeyFile> file, BooleanSupplier required, LongSupplier nanos, Clock clock) {
    this.file = file;
    this.required = required;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * Those of a file.
   *
   * @param required whether keys are required even while there is none
   * @param nanos the time by which limits count, as {@link System#nanoTime()}
   * @param clock the time by which keys expire
   * @throws ConfigurationException when the file is wrong, or others can get at it
   */
  public static Callers of(
      Optional<CallerKeyFile> file, BooleanSupplier required, LongSupplier nanos, Clock clock) {
    Callers callers = new Callers(file, required, nanos, clock);
    callers.load();
    return callers;
  }

  /** Whether a caller needs a key. Once there was one, its file's loss opens nothing. */
  public boolean needKeys() {
    return everKnown || required.getAsBoolean();
  }

  /** Reads the file where it has changed. One that is wrong changes nothing. May block. */
  public void refresh() {
    try {
      load();
    } catch (ConfigurationException e) {
      LOG.log(Level.WARNING, () -> "The callers' keys stay as they were: " + e.getMessage());
    }
  }

  /**
   * Who shows this key.
   *
   * @param shown the key, as it came; empty: none
   * @throws RefusedException when that is nobody who may ask
   */
  public Caller identify(Optional<String> shown) {
    if (!needKeys()) {
      return Caller.ANYONE;
    }
    String text = shown.orElseThrow(() -> refused("An API key is needed: send it as"));
    Known now = known;
    CallerKey key =
        CallerKeys.find(now.keys(), text)
            .orElseThrow(() -> refused("The API key is not known here: send one that is as"));
    if (!key.isValidAt(clock.instant())) {
      String why = key.revoked().isPresent() ? "was revoked" : "has expired";
      throw refused("The API key '" + key.name() + "' " + why + ": send another one as");
    }
    return now.callers().getOrDefault(key.fingerprint(), Caller.NOBODY);
  }

  private static RefusedException refused(String what) {
    return new RefusedException(
        Trouble.of(
            Trouble.Kind.AUTHENTICATION,
            what
                + " 'Authorization: Bearer KEY' or 'x-api-key: KEY'. Who runs this gateway makes"
                + " keys with `runnel serve keys create NAME`"));
  }

  private synchronized void load() {
    if (file.isEmpty()) {
      return;
    }
    FileMarks now = FileMarks.of(List.of(file.get().path()));
    if (now.equals(seen)) {
      return;
    }
    seen = now;
    List<CallerKey> read = file.get().read();
    Map<String, Caller> next = new HashMap<>();
    for (CallerKey key : read) {
      boolean same = known.keys().stream().anyMatch(one -> isSame(one, key));
      next.put(
          key.fingerprint(),
          same ? known.callers().getOrDefault(key.fingerprint(), Caller.NOBODY) : caller(key));
    }
    known = new Known(read, Map.copyOf(next));
    everKnown |= !read.isEmpty();
  }

  /** Whether what was taken of the limits still counts. */
  private static boolean isSame(CallerKey one, CallerKey other) {
    return one.fingerprint().equals(other.fingerprint())
        && one.name().equals(other.name())
        && one.models().equals(other.models())
        && one.limits().equals(other.limits());
  }

  private Caller caller(CallerKey key) {
    CallerKey.Limits most = key.limits();
    Optional<Allowance> allowance =
        most.equals(CallerKey.Limits.NONE)
            ? Optional.empty()
            : Optional.of(
                new Allowance(
                    new EndpointLimits(
                        most.concurrency(),
                        most.requestsPerMinute(),
                        most.tokensPerMinute(),
                        0,
                        Optional.empty()),
                    nanos));
    return new Caller(Optional.of(key.name()), new ModelGlobs(key.models()), allowance);
  }
}
