package dev.runnel.cassette;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Secret;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.wire.Answerer;
import dev.runnel.sandbox.wire.HttpServer;
import dev.runnel.sandbox.wire.Records;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Answers from a cassette, on a loopback port: status, headers, bytes and their pieces, timing
 * where it is wanted, and the end are as they were.
 *
 * <p>A request gets the answer of the first exchange that it matches and that has not been played.
 * What the cassette says of a request must hold: method, path, query, the headers that it names,
 * and the body, in JSON by its values. {@code ***} in it stands for anything; so do, unless
 * {@linkplain Builder#strict told otherwise}, times, UUIDs and hashes for others of their kind,
 * which programs make anew for each request. Anything else is refused with status 400 and a message
 * that says where it differs, and {@linkplain #mismatches() remembered}.
 *
 * <p>Safe to use from any thread. The threads are daemons and end with {@link #close()}.
 */
public final class Player implements AutoCloseable {
  private final Cassette cassette;
  private final double speed;
  private final boolean strict;
  private final Blanks blanks;
  private final List<Taped> unplayed;
  private final List<String> mismatches = new ArrayList<>();
  private final Map<String, HttpServer> servers = new LinkedHashMap<>();

  private Player(Builder builder) {
    cassette = builder.cassette;
    speed = builder.speed;
    strict = builder.strict;
    blanks = Blanks.of(builder.secrets);
    unplayed = new ArrayList<>(cassette.exchanges());
    try {
      cassette.upstreams().keySet().forEach(this::serve);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void serve(String upstream) {
    Answerer answerer = request -> decide(upstream, request);
    Records records = new Records(1, exchange -> {});
    servers.put(upstream, new HttpServer(0, 1, null, true, answerer, records));
  }

  /**
   * Starts a player that is to be special.
   *
   * @throws CassetteException when the file cannot be read, or is no cassette
   */
  public static Builder of(Path file) {
    return new Builder(Cassette.read(file));
  }

  /** Starts a player that is to be special. */
  public static Builder of(Cassette cassette) {
    return new Builder(cassette);
  }

  /** What is played. */
  public Cassette cassette() {
    return cassette;
  }

  /**
   * The base URL of the only service on the cassette.
   *
   * @throws IllegalStateException when there is none, or more than one
   */
  public URI baseUrl() {
    if (servers.size() != 1) {
      throw new IllegalStateException(
          "On '" + cassette.file() + "' are " + servers.size() + " services: " + servers.keySet());
    }
    return baseUrl(servers.keySet().iterator().next());
  }

  /**
   * The base URL of one of the services: as it was recorded, but on this machine.
   *
   * @throws IllegalArgumentException when it is not on the cassette
   */
  public URI baseUrl(String upstream) {
    HttpServer server = servers.get(upstream);
    URI recorded = cassette.upstreams().get(upstream);
    if (server == null || recorded == null) {
      throw new IllegalArgumentException(
          "On '"
              + cassette.file()
              + "' is no '"
              + upstream
              + "' but "
              + String.join(", ", servers.keySet()));
    }
    String path = recorded.getRawPath();
    return URI.create("http://127.0.0.1:" + server.port() + (path == null ? "" : path));
  }

  private Answerer.Decision decide(String upstream, ReceivedRequest request) {
    synchronized (unplayed) {
      List<Taped> candidates =
          unplayed.stream().filter(one -> one.upstream().equals(upstream)).toList();
      String nearest = "";
      boolean near = false;
      for (Taped one : candidates) {
        Optional<String> difference =
            RequestMatch.difference(one.request(), request, strict, blanks::text);
        if (difference.isEmpty()) {
          unplayed.remove(one);
          return new Answerer.Decision(Optional.of(upstream), List.of(), Replay.of(one, speed));
        }
        boolean nearer = !near && one.request().target().equals(target(request));
        if (nearest.isEmpty() || nearer) {
          nearest = differs(one, difference.get());
          near |= nearer;
        }
      }
      String message = candidates.isEmpty() ? exhausted(upstream, request) : nearest;
      mismatches.add(message);
      return new Answerer.Decision(
          Optional.of(upstream), List.of(message), Replay.refusal(message));
    }
  }

  private static String target(ReceivedRequest request) {
    return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
  }

  private String differs(Taped taped, String difference) {
    return "The request does not match exchange "
        + taped.number()
        + " of '"
        + cassette.file()
        + "': "
        + difference;
  }

  private String exhausted(String upstream, ReceivedRequest request) {
    long count =
        cassette.exchanges().stream().filter(one -> one.upstream().equals(upstream)).count();
    return "There is nothing left on '"
        + cassette.file()
        + "' for "
        + request.method()
        + " "
        + blanks.target(target(request))
        + ": "
        + (count == 1 ? "its only exchange has" : "all " + count + " exchanges have")
        + " been played";
  }

  /** What was asked and is not on the cassette, in words; empty where all was. */
  public List<String> mismatches() {
    synchronized (unplayed) {
      return List.copyOf(mismatches);
    }
  }

  /** How many exchanges nobody has asked for yet. */
  public int left() {
    synchronized (unplayed) {
      return unplayed.size();
    }
  }

  /**
   * Holds a test to its cassette.
   *
   * @throws AssertionError when something was asked that is not on it, or something on it was not
   *     asked
   */
  public void verify() {
    List<String> wrong = mismatches();
    if (!wrong.isEmpty()) {
      throw new AssertionError(String.join("\n", wrong));
    }
    synchronized (unplayed) {
      if (!unplayed.isEmpty()) {
        Taped first = unplayed.get(0);
        throw new AssertionError(
            unplayed.size()
                + " of "
                + cassette.size()
                + " exchanges on '"
                + cassette.file()
                + "' were not asked for; the first is exchange "
                + first.number()
                + ", "
                + first.request().method()
                + " "
                + first.request().target());
      }
    }
  }

  /** Closes all connections; does not {@link #verify()}. Idempotent. */
  @Override
  public void close() {
    servers.values().forEach(HttpServer::close);
  }

  /** Chooses how a cassette is played. Not thread-safe. */
  public static final class Builder {
    private final Cassette cassette;
    private final List<Secret> secrets = new ArrayList<>();
    private double speed;
    private boolean strict;

    private Builder(Cassette cassette) {
      this.cassette = requireNonNull(cassette, "cassette is null");
    }

    /** Waits where the service took its time. Default: does not wait. */
    public Builder recordedTiming() {
      return speed(1);
    }

    /**
     * Waits where the service took its time, but so many times shorter.
     *
     * @param factor 1 is as recorded, 10 ten times as fast; 0: no waiting at all
     */
    public Builder speed(double factor) {
      if (!Double.isFinite(factor) || factor < 0) {
        throw new IllegalArgumentException("A speed is 0 or more, not " + factor);
      }
      speed = factor;
      return this;
    }

    /** Takes no time, UUID or hash for another. */
    public Builder strict() {
      strict = true;
      return this;
    }

    /** Never shows these where a request differs. */
    public Builder secrets(Collection<Secret> list) {
      secrets.addAll(list);
      return this;
    }

    /** Starts to answer. */
    public Player start() {
      return new Player(this);
    }
  }
}
