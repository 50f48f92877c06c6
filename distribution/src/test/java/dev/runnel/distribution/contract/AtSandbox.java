package dev.runnel.distribution.contract;

import dev.runnel.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the endpoint of a service is told so that it is the sandbox.
 *
 * @param id the service's, which is the endpoint's too
 * @param options besides the secret ones, by name
 * @param secrets by name
 */
record AtSandbox(String id, Map<String, String> options, Map<String, String> secrets) {

  static AtSandbox of(Sandbox sandbox, String id) {
    return of(sandbox.baseUrl(id), id);
  }

  static AtSandbox of(String baseUrl, String id) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("base-url", baseUrl);
    Map<String, String> secrets = new LinkedHashMap<>();
    switch (id) {
      case "openai", "anthropic", "gemini" -> secrets.put("api-key", "sk-sandbox");
      // Otherwise the first thing that is asked would be which models there are.
      case "ollama" -> options.put("models", "llama3.2");
      default -> {}
    }
    return new AtSandbox(id, options, secrets);
  }

  /** As arguments of the command. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    options.forEach(
        (name, value) -> arguments.addAll(List.of("-o", id + "." + name + "=" + value)));
    return arguments;
  }

  /** The secrets as environment variables of the command. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    secrets.forEach(
        (name, value) ->
            variables.put(
                ("RUNNEL_" + id + "_" + name).toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return variables;
  }

  /** All that is set, by option. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>(options);
    all.putAll(secrets);
    return all;
  }
}
