package dev.runnel.cli.render;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.ProviderSource;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.runner.Runner;
import dev.runnel.runner.route.HiddenPreset;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Providers in words. */
public final class ProviderText {
  private final boolean withOptions;
  private final StringBuilder text = new StringBuilder();

  public ProviderText(boolean withOptions) {
    this.withOptions = withOptions;
  }

  /** All of them, those out of use last. */
  public String of(Providers providers) {
    if (providers.found().isEmpty()) {
      line("No provider was found; put a provider's jar on the class path or the module path.");
    }
    for (FoundProvider provider : providers.found()) {
      describe(provider);
    }
    if (!providers.quarantined().isEmpty()) {
      line("");
      line("Found but out of use:");
      providers.quarantined().forEach(this::describe);
    }
    List<HiddenPreset> hidden = Runner.hiddenPresets(providers);
    if (!hidden.isEmpty()) {
      line("");
      hidden.forEach(preset -> line(preset + "."));
    }
    return ControlCharacters.neutralised(text.toString());
  }

  private void describe(FoundProvider provider) {
    ProviderDescription description = provider.description();
    Capabilities capabilities = description.capabilities();
    if (text.length() > 0) {
      line("");
    }
    line(
        description.id()
            + ": "
            + description.displayName()
            + ", "
            + (description.official() ? "official" : "unofficial")
            + ", needs auth: "
            + (description.authentication().required() ? "yes" : "no")
            + ", models: "
            + models(capabilities)
            + ", from "
            + from(provider.source()));
    line("  " + description.id() + " supports: " + capabilities.signatureLine());
    description.homepage().ifPresent(uri -> line("  homepage: " + uri));
    credentials(description);
    if (description.local()) {
      line("  on this machine: asked unnamed while it listens" + howToStart(description));
    }
    line("  honours: " + honoured(capabilities));
    line("  features: " + features(capabilities));
    if (!description.presets().isEmpty()) {
      line("  speaks also to, by -p NAME, or unnamed once the key is set:");
      PresetText.of(description).forEach(preset -> line("    " + preset));
    }
    if (withOptions) {
      line("  options:");
      description.options().forEach(option -> describe(description.id(), option));
    }
  }

  private void describe(QuarantinedProvider provider) {
    String type = provider.source().className();
    String jar = provider.source().jar();
    String name = provider.id().map(id -> id + " (" + type + ")").orElse(type) + " in " + jar;
    line("  " + (name.startsWith("unknown in ") ? jar : name) + ": " + provider.reason());
  }

  private void describe(String endpoint, Option<?> option) {
    line(
        "    "
            + endpoint
            + "."
            + option.name()
            + " ("
            + option.type()
            + option.defaultValue().map(value -> ", default " + shown(value)).orElse("")
            + ")"
            + (option.description().isEmpty() ? "" : ": " + option.description()));
    line("        or " + String.join(", ", Runner.environmentVariables(endpoint, option)));
  }

  private void credentials(ProviderDescription description) {
    Authentication authentication = description.authentication();
    for (String name : authentication.options()) {
      description
          .option(name)
          .ifPresent(
              option ->
                  line(
                      "  "
                          + inWords(authentication.need())
                          + ": "
                          + name
                          + ", from "
                          + String.join(
                              " or ", Runner.environmentVariables(description.id(), option))));
    }
  }

  private static String inWords(Authentication.Need need) {
    return switch (need) {
      case ALWAYS -> "needs";
      case AT_HOME -> "needs at its own address";
      case ONE_AT_HOME -> "needs, this or another, at its own address";
      case OPTIONAL -> "can use";
    };
  }

  private static String howToStart(ProviderDescription description) {
    return description.howToStart().map(how -> "; " + how).orElse("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String models(Capabilities capabilities) {
    List<String> ids = capabilities.models().stream().map(ModelInfo::id).toList();
    if (ids.isEmpty()) {
      return capabilities.openEnded() ? "any" : "none";
    }
    return String.join(", ", ids) + (capabilities.openEnded() ? " and others" : "");
  }

  private static String from(ProviderSource source) {
    return source.jar() + source.version().map(version -> " (" + version + ")").orElse("");
  }

  private static String honoured(Capabilities capabilities) {
    return capabilities.honoured().isEmpty()
        ? "nothing is known"
        : capabilities.honoured().stream()
            .map(parameter -> inWords(parameter, capabilities))
            .collect(Collectors.joining(", "));
  }

  private static String inWords(RequestParameter parameter, Capabilities capabilities) {
    boolean lastOnly =
        parameter == RequestParameter.MESSAGES
            && capabilities.feature(Feature.MULTI_TURN) == Support.NO;
    return lastOnly ? "the last message" : parameter.toString();
  }

  private static String features(Capabilities capabilities) {
    String known =
        Arrays.stream(Feature.values())
            .filter(feature -> capabilities.feature(feature) != Support.UNKNOWN)
            .map(feature -> (capabilities.feature(feature) == Support.NO ? "no " : "") + feature)
            .collect(Collectors.joining(", "));
    return known.isEmpty() ? "nothing is known" : known;
  }

  static String shown(Object value) {
    String text =
        value instanceof List<?> list
            ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
            : value.toString();
    return text.isEmpty() ? "empty" : text;
  }
}
