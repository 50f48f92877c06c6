package dev.runnel.runner;

import dev.runnel.runner.endpoint.Mention;
import dev.runnel.runner.policy.EndpointLimits;
import dev.runnel.runner.policy.ModelPool;
import dev.runnel.runner.settings.OptionText;
import java.util.Map;
import java.util.stream.Stream;

/** The endpoints that pools and limits name, so that all mistakes are found at once. */
final class PolicyMentions {
  private PolicyMentions() {}

  static Stream<Mention> ofPools(Map<String, Written<ModelPool>> pools) {
    return pools.values().stream()
        .flatMap(
            pool ->
                pool.value().members().stream()
                    .map(
                        member ->
                            new Mention(
                                "models." + pool.value().name(),
                                "has the candidate '" + member.target() + "'",
                                member.endpoint(),
                                pool.source())));
  }

  static Stream<Mention> ofLimits(Map<String, Written<EndpointLimits>> limits) {
    return limits.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(OptionText.ALL))
        .map(
            entry ->
                new Mention(
                    "limits of " + entry.getKey(), "", entry.getKey(), entry.getValue().source()));
  }
}
