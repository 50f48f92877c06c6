package dev.runnel.cli.render;

import dev.runnel.api.Timeouts;
import dev.runnel.cli.render.RouteExplanation.Credential;
import dev.runnel.cli.render.RouteExplanation.Explained;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A route in words, for a person. */
public final class RouteText {
  private RouteText() {}

  /** The lines, without line ends. */
  public static List<String> of(RouteExplanation explanation) {
    List<String> lines = new ArrayList<>();
    explanation.route().pool().ifPresent(pool -> lines.add("pool: " + pool(pool)));
    int rank = 0;
    for (Explained one : explanation.candidates()) {
      rank++;
      lines.add(rank + ". " + CandidateText.of(one.candidate()));
      lines.add("   why: " + String.join("; ", one.why()));
      lines.add("   key: " + keys(one.credentials()));
    }
    if (explanation.candidates().isEmpty()) {
      lines.add("nobody");
    }
    for (Rejection rejection : explanation.route().rejected()) {
      lines.add("not chosen: " + rejection);
    }
    lines.add(
        "policy: unofficial services, and plain http beyond this machine, "
            + (explanation.unofficialAllowed() ? "are allowed" : "only when named")
            + (explanation.route().request().strict()
                ? "; strict: what would drop a part of the request is refused"
                : ""));
    lines.add("clocks: " + clocks(explanation.clocks()));
    return List.copyOf(lines);
  }

  /** The four clocks, as far as they go, in words. */
  public static String clocks(Timeouts clocks) {
    return "connect "
        + seconds(clocks.connect())
        + ", first token "
        + seconds(clocks.firstContent())
        + ", idle "
        + seconds(clocks.idle())
        + ", total "
        + seconds(clocks.total());
  }

  /** Such as {@code 10s} or {@code 0.250s}. */
  public static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + "s"
        : String.format(Locale.ROOT, "%.3fs", duration.toMillis() / 1000.0);
  }

  private static String pool(ModelPool pool) {
    return pool.name()
        + ", "
        + CallJson.wire(pool.strategy())
        + (pool.strategy() == ModelPool.Strategy.ORDERED
            ? ""
            : ": who is first is decided when a call begins")
        + (pool.sticky() ? "; a conversation stays with who answered it" : "")
        + pool.hedgeAfter()
            .map(time -> "; another is asked beside the first after " + seconds(time))
            .orElse("");
  }

  private static String keys(List<Credential> credentials) {
    String set =
        credentials.stream()
            .filter(one -> one.source().isPresent())
            .map(one -> one.option() + " from " + one.source().orElse(""))
            .collect(Collectors.joining(", "));
    return set.isEmpty() ? (credentials.isEmpty() ? "needs none" : "none is set") : set;
  }
}
