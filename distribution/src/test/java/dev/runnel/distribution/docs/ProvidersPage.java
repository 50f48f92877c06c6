package dev.runnel.distribution.docs;

import dev.runnel.api.Capabilities;
import dev.runnel.api.Feature;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.RequestParameter;
import dev.runnel.api.Support;
import dev.runnel.spi.Authentication;
import dev.runnel.spi.EndpointPreset;
import dev.runnel.spi.Option;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page of the docs about the providers, made of what they say of themselves. */
final class ProvidersPage {
  static final String COMMAND =
      "mvn -q -pl distribution -am test -Dtest=ProvidersPageTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Drunnel.docs.write=true";

  private final List<ProviderDescription> providers;

  /**
   * Makes a page.
   *
   * @param providers by id
   */
  ProvidersPage(List<ProviderDescription> providers) {
    this.providers = providers;
  }

  @Override
  public String toString() {
    return """
    # Providers

    <!-- Made of what the providers say of themselves; a test compares. To write it anew:
    %s
    -->

    What each driver offers, needs and honours. `runnel providers` tells the same of whatever is on your class path.

    %s
    A key comes from the variable named here, or from `RUNNEL_<ID>_<OPTION>`, which wins. *At home* means: at the service's own address;
    a server of your own that speaks the same protocol (`-o %s`) may want none.
    %s
    ## Features

    `yes`: every model has it. `no`: it is refused, or left out with a warning where the request stays the same without it. `?`: it depends
    on the model or the server, so it is passed on, and the service has the last word.

    %s%s
    ## Honoured parameters

    A parameter that is not honoured is left out with a warning, or refused where the request is strict.

    %s
    %s"""
        .formatted(
            COMMAND,
            overview(),
            "openai.base-url=…",
            local(),
            features(),
            exceptions(),
            honoured(),
            presets());
  }

  private MarkdownTable overview() {
    MarkdownTable table =
        new MarkdownTable(List.of("id", "service", "official", "key", "models", "address"));
    for (ProviderDescription one : providers) {
      table.row(
          List.of(
              code(one.id()),
              one.homepage()
                  .map(uri -> "[" + one.displayName() + "](" + uri + ")")
                  .orElse(one.displayName()),
              one.official() ? "yes" : "**no**",
              key(one),
              models(one.capabilities()),
              one.option(StandardOptions.BASE_URL)
                  .flatMap(Option::defaultValue)
                  .map(address -> code(address.toString()))
                  .orElse("none")));
    }
    return table;
  }

  private static String key(ProviderDescription provider) {
    Authentication needs = provider.authentication();
    String variables =
        needs.options().stream()
            .flatMap(name -> provider.option(name).stream())
            .map(
                option ->
                    option.environmentVariables().isEmpty()
                        ? "option " + code(option.name())
                        : option.environmentVariables().stream()
                            .map(ProvidersPage::code)
                            .collect(Collectors.joining(" or ")))
            .collect(Collectors.joining(", "));
    return variables.isEmpty()
        ? "none"
        : switch (needs.need()) {
          case ALWAYS -> variables;
          case AT_HOME -> variables + ", at home";
          case ONE_AT_HOME -> variables + ", one of them, at home";
          case OPTIONAL -> variables + ", if set";
        };
  }

  private static String models(Capabilities capabilities) {
    String listed =
        capabilities.models().stream()
            .map(model -> code(model.id()))
            .collect(Collectors.joining(", "));
    if (!capabilities.openEnded()) {
      return listed.isEmpty() ? "none" : listed;
    }
    return listed.isEmpty() ? "any" : listed + " and any other";
  }

  private String local() {
    return providers.stream()
        .filter(ProviderDescription::local)
        .map(
            one ->
                "\n"
                    + code(one.id())
                    + " is a server on your own machine: a request that does not name it goes there only while something listens at its"
                    + " address.\n")
        .collect(Collectors.joining());
  }

  private MarkdownTable features() {
    MarkdownTable table = new MarkdownTable(heads("feature"));
    for (Feature feature : Feature.values()) {
      table.row(row(inWords(feature), provider -> sign(provider.capabilities().feature(feature))));
    }
    return table;
  }

  private static String sign(Support support) {
    return switch (support) {
      case YES -> "yes";
      case NO -> "no";
      case UNKNOWN -> "?";
    };
  }

  /** Where models differ from what is said of all, those that differ alike on one line. */
  private String exceptions() {
    Map<String, List<String>> models = new LinkedHashMap<>();
    for (ProviderDescription provider : providers) {
      for (ModelInfo model : provider.capabilities().models()) {
        String differing = differing(provider.capabilities(), model);
        if (!differing.isEmpty()) {
          models
              .computeIfAbsent(provider.id() + " " + differing, key -> new ArrayList<>())
              .add(code(provider.id() + "/" + model.id()));
        }
      }
    }
    StringBuilder text = new StringBuilder(models.isEmpty() ? "" : "\nSome models differ:\n\n");
    models.forEach(
        (key, names) ->
            text.append("- ")
                .append(String.join(", ", names))
                .append(": ")
                .append(key.substring(key.indexOf(' ') + 1))
                .append('\n'));
    return text.toString();
  }

  private static String differing(Capabilities capabilities, ModelInfo model) {
    Stream<String> features =
        model.features().entrySet().stream()
            .filter(entry -> entry.getValue() != capabilities.feature(entry.getKey()))
            .map(entry -> inWords(entry.getKey()) + ": " + sign(entry.getValue()));
    Stream<String> ignored =
        model.ignored().stream().map(parameter -> parameter + ": not honoured");
    return Stream.concat(features, ignored).collect(Collectors.joining(", "));
  }

  private static String inWords(Object constant) {
    return constant.toString().replace("json", "JSON");
  }

  private MarkdownTable honoured() {
    MarkdownTable table = new MarkdownTable(heads("parameter"));
    for (RequestParameter parameter : RequestParameter.values()) {
      table.row(row(inWords(parameter), provider -> honours(provider.capabilities(), parameter)));
    }
    return table;
  }

  private static String honours(Capabilities capabilities, RequestParameter parameter) {
    boolean lastOnly =
        parameter == RequestParameter.MESSAGES
            && capabilities.feature(Feature.MULTI_TURN) == Support.NO;
    if (!capabilities.honoured().contains(parameter)) {
      return "";
    }
    boolean ignored =
        capabilities.models().stream().anyMatch(model -> model.ignored().contains(parameter));
    return lastOnly ? "the last" : ignored ? "some models" : "yes";
  }

  private String presets() {
    String tables =
        providers.stream()
            .filter(provider -> !provider.presets().isEmpty())
            .map(ProvidersPage::presets)
            .collect(Collectors.joining("\n"));
    return tables.isEmpty()
        ? ""
        : """
    ## Known services

    Services that speak one of these protocols, known by name: `-p NAME`, and nothing else to set but the key. Once its key is set, such a
    service takes part in requests that name none, like a provider of its own; a server on your own machine is asked only when it is named.
    Every option can be set as for any endpoint: `RUNNEL_GROQ_MODELS`, `-o groq.models=…`.

    """
            + tables;
  }

  private static String presets(ProviderDescription provider) {
    MarkdownTable table =
        new MarkdownTable(
            List.of("id", "service, by " + code(provider.id()), "key", "models", "address"));
    for (EndpointPreset preset : provider.presets()) {
      table.row(
          List.of(
              code(preset.id()),
              preset
                  .homepage()
                  .map(uri -> "[" + preset.displayName() + "](" + uri + ")")
                  .orElse(preset.displayName()),
              key(preset),
              models(provider, preset),
              preset
                  .value(StandardOptions.BASE_URL)
                  .map(ProvidersPage::code)
                  .or(
                      () ->
                          Optional.ofNullable(preset.needed().get(StandardOptions.BASE_URL))
                              .map(example -> "your own, such as " + code(example)))
                  .orElse("none")));
    }
    return table.toString();
  }

  private static String key(EndpointPreset preset) {
    String variables =
        preset.authentication().options().stream()
            .map(
                name ->
                    preset.variables().containsKey(name)
                        ? code(preset.variables().get(name))
                        : "option " + code(name))
            .collect(Collectors.joining(", "));
    return variables.isEmpty()
        ? "none"
        : variables + (preset.authentication().required() ? "" : ", if set");
  }

  private static String models(ProviderDescription provider, EndpointPreset preset) {
    List<String> listed =
        preset
            .value(StandardOptions.MODELS)
            .map(names -> Option.list(StandardOptions.MODELS).parse(names))
            .orElseGet(
                () ->
                    preset.capabilities().stream()
                        .flatMap(capabilities -> capabilities.models().stream())
                        .map(ModelInfo::id)
                        .toList());
    boolean open = preset.capabilities().orElse(provider.capabilities()).openEnded();
    String names = listed.stream().map(ProvidersPage::code).collect(Collectors.joining(", "));
    if (names.isEmpty()) {
      return preset.needed().containsKey(StandardOptions.MODELS) ? "your own" : "what it serves";
    }
    return names + (open ? " and any other" : "");
  }

  private List<String> heads(String first) {
    return Stream.concat(Stream.of(first), providers.stream().map(provider -> code(provider.id())))
        .toList();
  }

  private List<String> row(String first, Function<ProviderDescription, String> cell) {
    return Stream.concat(Stream.of(first), providers.stream().map(cell)).toList();
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
