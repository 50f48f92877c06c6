package dev.runnel.runner.endpoint;

import dev.runnel.discovery.Providers;
import dev.runnel.runner.settings.OptionText;
import dev.runnel.runner.settings.ProxyVariables;
import dev.runnel.runner.settings.Redaction;
import dev.runnel.runner.settings.VariableNames;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.ConfigurationException.Mistake;
import dev.runnel.spi.NearName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the endpoints out of the providers and everything that was written about them. All mistakes
 * are found before any is reported.
 */
public final class EndpointReader {
  private final Providers providers;
  private final EndpointSources sources;
  private final List<Mistake> mistakes = new ArrayList<>();

  private EndpointReader(Providers providers, EndpointSources sources) {
    this.providers = providers;
    this.sources = sources;
    mistakes.addAll(sources.mistakes());
  }

  /**
   * Makes the catalog. Of several texts from the same kind of place a later one replaces an earlier
   * one, and one for all endpoints yields to one for the endpoint.
   *
   * @throws ConfigurationException with all mistakes at once
   */
  public static EndpointCatalog read(Providers providers, EndpointSources sources) {
    return new EndpointReader(providers, sources).read();
  }

  private EndpointCatalog read() {
    List<EndpointDraft> drafts =
        EndpointIds.origins(providers, sources.own(), mistakes).stream()
            .map(origin -> new EndpointDraft(origin, sources.keyCommand()))
            .toList();
    set(sources.files(), drafts);
    drafts.forEach(draft -> draft.readEnvironment(sources.environment()));
    set(sources.texts(), drafts);
    sources.credentials().forEach(credential -> setCredential(credential, drafts));
    sources.mentions().forEach(mention -> check(mention, drafts));
    ProxyVariables proxies = new ProxyVariables(sources.environment());
    List<ConfiguredEndpoint> endpoints = new ArrayList<>();
    for (EndpointDraft draft : drafts) {
      try {
        endpoints.add(draft.finish(proxies));
      } catch (ConfigurationException e) {
        mistakes.addAll(e.mistakes());
      }
    }
    mistakes.addAll(misspeltVariables(drafts));
    if (!mistakes.isEmpty()) {
      throw new ConfigurationException(redacted());
    }
    return new EndpointCatalog(endpoints, providers.quarantined());
  }

  private void set(List<OptionText> texts, List<EndpointDraft> drafts) {
    texts.stream().filter(OptionText::forAll).forEach(text -> setForAll(text, drafts));
    texts.stream().filter(text -> !text.forAll()).forEach(text -> setForOne(text, drafts));
  }

  private void setForAll(OptionText text, List<EndpointDraft> drafts) {
    List<EndpointDraft> having = drafts.stream().filter(draft -> draft.has(text.option())).toList();
    if (having.isEmpty()) {
      List<String> known =
          drafts.stream().flatMap(draft -> draft.optionNames().stream()).distinct().toList();
      mistakes.add(
          new Mistake(
              text.key(),
              text.source(),
              "is no provider's option"
                  + NearName.of(text.option(), known)
                      .map(near -> "; did you mean '" + OptionText.ALL + "." + near + "'?")
                      .orElse("")));
    }
    set(text, having);
  }

  private void setForOne(OptionText text, List<EndpointDraft> drafts) {
    find(text.endpoint(), drafts)
        .ifPresentOrElse(
            draft -> set(text, List.of(draft)),
            () ->
                mistakes.add(unknownEndpoint(text.key(), text.endpoint(), text.source(), drafts)));
  }

  /** Sets an option where that is allowed; a mistake about many endpoints is told once. */
  private void set(OptionText text, List<EndpointDraft> drafts) {
    for (EndpointDraft draft : drafts) {
      if (draft.isSecret(text.option())) {
        mistakes.add(secretInTheOpen(text, draft, drafts.size() > 1));
        return;
      }
      Optional<String> wrong = draft.problemWith(text);
      if (wrong.isPresent() && text.forAll()) {
        mistakes.add(new Mistake(text.key(), text.source(), "is wrong: " + wrong.get()));
        return;
      }
      draft.set(text);
    }
  }

  private Mistake secretInTheOpen(OptionText text, EndpointDraft draft, boolean oneOfMany) {
    return new Mistake(
        text.key(),
        text.source(),
        "is secret, and what is written here others can read; set the environment variable "
            + draft.options().stream()
                .filter(option -> option.name().equals(text.option()))
                .findFirst()
                .map(option -> String.join(" or ", draft.variables(option)))
                .orElse("")
            + (oneOfMany ? ", or another endpoint's, instead" : " instead")
            + sources
                .keyCommand()
                .map(command -> ", or run `" + command + " " + draft.keyName(text.option()) + "`")
                .orElse(""));
  }

  private void setCredential(EndpointSources.Credential credential, List<EndpointDraft> drafts) {
    find(credential.endpoint(), drafts)
        .ifPresentOrElse(
            draft -> draft.setCredential(credential),
            () ->
                mistakes.add(
                    unknownEndpoint(
                        credential.key(), credential.endpoint(), credential.source(), drafts)));
  }

  /** A broken jar is told of when its endpoint is asked for: it stops nobody else. */
  private void check(Mention mention, List<EndpointDraft> drafts) {
    boolean broken =
        providers.quarantined().stream().anyMatch(one -> one.isMeantBy(mention.endpoint()));
    if (!broken && find(mention.endpoint(), drafts).isEmpty()) {
      Mistake mistake =
          unknownEndpoint(mention.key(), mention.endpoint(), mention.source(), drafts);
      mistakes.add(
          new Mistake(
              mistake.key(),
              mistake.source(),
              mention.what() + (mention.what().isEmpty() ? "" : ", which ") + mistake.problem()));
    }
  }

  private Mistake unknownEndpoint(
      String key, String endpoint, String source, List<EndpointDraft> drafts) {
    List<String> ids = drafts.stream().map(EndpointDraft::id).sorted().toList();
    String problem =
        providers.quarantined().stream()
            .filter(one -> one.isMeantBy(endpoint))
            .findFirst()
            .map(
                one ->
                    "is about a provider in "
                        + one.source().jar()
                        + " that cannot be used: "
                        + one.reason())
            .orElseGet(
                () ->
                    "names no provider"
                        + NearName.of(endpoint, ids)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse(
                                ids.isEmpty()
                                    ? ", and none was found"
                                    : "; there are: " + String.join(", ", ids)));
    return new Mistake(key, source, problem);
  }

  /**
   * Variables that begin as an endpoint's do and set nothing: a misspelt one must not be silent.
   */
  private List<Mistake> misspeltVariables(List<EndpointDraft> drafts) {
    Set<String> known = new LinkedHashSet<>();
    for (EndpointDraft draft : drafts) {
      draft.optionNames().forEach(name -> known.add(VariableNames.of(draft.id(), name)));
    }
    return sources.environment().keySet().stream()
        .filter(name -> !known.contains(name))
        .filter(
            name ->
                drafts.stream()
                    .anyMatch(draft -> name.startsWith(VariableNames.prefix(draft.id()))))
        .sorted()
        .map(
            name ->
                new Mistake(
                    name,
                    "environment",
                    "sets no option"
                        + NearName.of(name, known)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")))
        .toList();
  }

  // A proxy's address may hold a password, and the message shows the value that was wrong.
  private List<Mistake> redacted() {
    return mistakes.stream()
        .distinct()
        .map(
            mistake ->
                new Mistake(mistake.key(), mistake.source(), Redaction.of(mistake.problem())))
        .toList();
  }

  private static Optional<EndpointDraft> find(String id, List<EndpointDraft> drafts) {
    return drafts.stream().filter(draft -> draft.id().equals(id)).findFirst();
  }
}
