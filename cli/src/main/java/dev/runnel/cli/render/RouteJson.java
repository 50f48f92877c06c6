package dev.runnel.cli.render;

import dev.runnel.api.Timeouts;
import dev.runnel.cli.render.RouteExplanation.Credential;
import dev.runnel.cli.render.RouteExplanation.Explained;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.route.Endpoint;
import java.time.Duration;

/** A route as one JSON object. */
public final class RouteJson {
  private RouteJson() {}

  /**
   * The object on one line.
   *
   * @param exitCode what the process is going to say
   */
  public static String of(RouteExplanation explanation, int exitCode) {
    return new JsonLine()
        .put("candidates", explanation.candidates().stream().map(RouteJson::candidate).toList())
        .put("rejected", explanation.route().rejected().stream().map(CallJson::rejection).toList())
        .put("named", explanation.route().named())
        .put("pool", explanation.route().pool().map(RouteJson::pool))
        .put(
            "policy",
            new JsonLine()
                .put("unofficial", explanation.unofficialAllowed() ? "allow" : "when-named")
                .put("strict", explanation.route().request().strict()))
        .put("clocks", clocks(explanation.clocks()))
        .put("exit_code", exitCode)
        .toString();
  }

  private static JsonLine candidate(Explained one) {
    Endpoint endpoint = one.candidate().endpoint();
    return new JsonLine()
        .put("endpoint", endpoint.id())
        .put("provider", endpoint.provider().id())
        .put("model", one.candidate().model())
        .put("origin", CandidateText.origin(endpoint))
        .put("official", endpoint.official())
        .put("why", one.why())
        .put("credentials", one.credentials().stream().map(RouteJson::credential).toList());
  }

  private static JsonLine pool(ModelPool pool) {
    return new JsonLine()
        .put("name", pool.name())
        .put("strategy", CallJson.wire(pool.strategy()))
        .put("sticky", pool.sticky())
        .put("hedge_after_ms", pool.hedgeAfter().map(Duration::toMillis));
  }

  private static JsonLine credential(Credential one) {
    return new JsonLine().put("option", one.option()).put("source", one.source());
  }

  private static JsonLine clocks(Timeouts clocks) {
    return new JsonLine()
        .put("connect_ms", clocks.connect().toMillis())
        .put("first_token_ms", clocks.firstContent().toMillis())
        .put("idle_ms", clocks.idle().toMillis())
        .put("total_ms", clocks.total().toMillis());
  }
}
