package dev.runnel.gateway.report;

import dev.runnel.api.Outcome;
import dev.runnel.api.Usage;
import dev.runnel.gateway.form.Asked;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.runner.route.Candidate;
import dev.runnel.runner.trail.RunnerCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request while it is open. It is closed, and reported, when its response has
 * ended and the call that was made for it, too. Of two that say how it ended, the first is right:
 * what a failure cuts is no client that left. Safe to use from any thread.
 */
public final class RequestAccount {
  private final OpenRequests open;
  private final String id;
  private final Instant began;
  private final long start = System.nanoTime();
  private final int keptText;
  private final StringBuilder answer = new StringBuilder();

  // Guarded by this.
  private Inquiry client;
  private @Nullable Asked asked;
  private @Nullable RunnerCall call;
  private @Nullable Candidate served;
  private @Nullable Outcome outcome;
  private @Nullable Duration firstContent;
  private @Nullable Ending ending;
  private @Nullable String reason;
  private @Nullable String detail;
  private @Nullable Duration duration;
  private OptionalInt status = OptionalInt.empty();
  private long bytesOut;
  private boolean admitted;
  private boolean delivered;
  private boolean stopping;
  private boolean closed;

  RequestAccount(OpenRequests open, String id, Instant began, Inquiry client, int keptText) {
    this.open = open;
    this.id = id;
    this.began = began;
    this.client = client;
    this.keptText = keptText;
  }

  /** The client has it as {@code x-request-id}. */
  public String id() {
    return id;
  }

  /** Which form of the API it is of. */
  public synchronized void form(String name) {
    client = client.of(name);
  }

  /** Whose API key it came with. */
  public synchronized void key(String name) {
    client = client.by(name);
  }

  /**
   * Lets it in while fewer than so many that were let in are open. Who is refused before that takes
   * nobody's place.
   *
   * @return whether it was
   */
  public synchronized boolean admitted(int most) {
    admitted = !closed && open.admit(most);
    return admitted || closed;
  }

  /** What it asks. */
  public synchronized void asks(Asked what) {
    if (!closed) {
      asked = what;
      client = client.asking(what.request().model(), what.streaming());
      if (what.streaming()) {
        open.streaming();
      }
    }
  }

  /** The call for it begins. */
  public void calls(RunnerCall made) {
    boolean late;
    synchronized (this) {
      call = made;
      late = stopping;
    }
    if (late) {
      made.cancel();
    }
  }

  /** This one is asked now. */
  public synchronized void served(Candidate candidate) {
    served = candidate;
  }

  /** The service's first content came. */
  public void begun() {
    synchronized (this) {
      firstContent = Duration.ofNanos(System.nanoTime() - start);
    }
    open.begun(id);
  }

  /** Some text of the answer came. */
  public void said(String text) {
    if (keptText > 0) {
      synchronized (this) {
        answer.append(text, 0, Math.min(text.length(), keptText - answer.length()));
      }
    }
  }

  /** The call is over. */
  public void called(Outcome how) {
    synchronized (this) {
      outcome = how;
      boolean unused =
          how.<Boolean>fold(
              completed -> true,
              incomplete ->
                  decide(
                      Ending.INCOMPLETE, code(incomplete.reason()), incomplete.cause().describe()),
              failed ->
                  decide(Ending.FAILED, code(failed.cause().kind()), failed.cause().describe()),
              cancelled -> decide(Ending.SHUTDOWN, null, null));
    }
    closeIfOver();
  }

  /** The client is told of a trouble; one that a call's failure became is known already. */
  public synchronized void troubled(Trouble trouble) {
    boolean ours = // our own to refuse: nobody was asked
        call == null
            && (trouble.kind().status() < 500
                || trouble.kind() == Trouble.Kind.UNAVAILABLE
                || trouble.kind() == Trouble.Kind.DRAINING);
    decide(ours ? Ending.REFUSED : Ending.FAILED, code(trouble.kind()), trouble.message());
  }

  /** The gateway is not able to wait for the client any longer. */
  public synchronized void slow() {
    decide(Ending.SLOW_CLIENT, null, null);
  }

  /** A delivery will say when the response has ended: that it has been handed over is no end. */
  public synchronized void delivering() {
    delivered = true;
  }

  /** Whether a delivery says when the response has ended. */
  public synchronized boolean isDelivered() {
    return delivered;
  }

  /** The client left, or was cut, before the response had ended. */
  public void left(OptionalInt sentStatus, long bytes) {
    synchronized (this) {
      decide(stopping ? Ending.SHUTDOWN : Ending.CLIENT_GONE, null, null);
    }
    responded(sentStatus, bytes);
  }

  /**
   * The response has ended.
   *
   * @param sentStatus empty: its head was never sent
   * @param bytes of its body
   */
  public void responded(OptionalInt sentStatus, long bytes) {
    synchronized (this) {
      if (duration == null) {
        duration = Duration.ofNanos(System.nanoTime() - start);
        status = sentStatus;
        bytesOut = bytes;
      }
    }
    closeIfOver();
  }

  /** Closes it without a report: it is of nobody's interest. */
  public void withdraw() {
    synchronized (this) {
      closed = true;
      leave();
    }
    open.withdraw(this);
  }

  /** Guarded by this. */
  private void leave() {
    if (admitted) {
      admitted = false;
      open.admittedLeaves();
    }
  }

  void stop() {
    RunnerCall made;
    synchronized (this) {
      stopping = true;
      made = call;
      if (made != null && outcome == null) {
        decide(Ending.SHUTDOWN, null, null);
      }
    }
    if (made != null) {
      made.cancel();
    }
  }

  private boolean decide(Ending how, @Nullable String why, @Nullable String more) {
    if (ending != null) {
      return false;
    }
    ending = how;
    reason = why;
    detail = more;
    return true;
  }

  private void closeIfOver() {
    RequestReport report;
    synchronized (this) {
      Duration took = duration;
      if (closed || took == null || (call != null && outcome == null)) {
        return;
      }
      closed = true;
      leave();
      report = report(took);
    }
    open.over(this, report);
  }

  private RequestReport report(Duration took) {
    if (ending == null && status.orElse(0) >= 400) {
      decide(Ending.REFUSED, "http_" + status.getAsInt(), null);
    }
    RunnerCall made = call;
    Outcome how = outcome;
    return new RequestReport(
        id,
        began,
        client,
        Optional.ofNullable(served),
        made == null ? List.of() : made.trail(),
        status,
        ending == null ? Ending.COMPLETED : ending,
        Optional.ofNullable(reason),
        Optional.ofNullable(detail),
        Optional.ofNullable(firstContent),
        took,
        how == null ? Usage.ABSENT : how.usage(),
        how == null ? List.of() : how.report().warnings(),
        bytesOut,
        said());
  }

  private Optional<Said> said() {
    Asked what = asked;
    return keptText > 0
        ? Optional.of(
            Said.of(what == null ? List.of() : what.request().messages(), answer.toString()))
        : Optional.empty();
  }

  private static String code(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
