package dev.runnel.sandbox.service;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The services in the order in which they are listed; the one place that names them all. */
public final class Services {

  private String ailsClientVersion = Ails.Settings.USUAL.clientVersion();
  private String ailsSigningConstant = Ails.Settings.USUAL.signingConstant();
  private String ailsToken = Ails.Settings.USUAL.token();
  private String yqcloudPrefix = Yqcloud.USUAL_PREFIX;
  private Optional<String> lockchatAuth = Optional.empty();
  private Optional<String> openAiKey = Optional.empty();
  private List<String> openAiModels = OpenAi.USUAL_MODELS;
  private Optional<String> anthropicKey = Optional.empty();
  private List<String> anthropicModels = AnthropicModel.USUAL;
  private Optional<String> geminiKey = Optional.empty();
  private List<String> geminiModels = GeminiModels.USUAL;
  private List<String> ollamaModels = OllamaModels.USUAL;

  public void ailsClientVersion(String version) {
    ailsClientVersion = version;
  }

  public void ailsSigningConstant(String constant) {
    ailsSigningConstant = constant;
  }

  public void ailsToken(String token) {
    ailsToken = token;
  }

  public void yqcloudPrefix(String prefix) {
    yqcloudPrefix = prefix;
  }

  public void lockchatAuth(String auth) {
    lockchatAuth = Optional.of(auth);
  }

  public void openAiKey(String key) {
    openAiKey = Optional.of(key);
  }

  public void openAiModels(List<String> models) {
    openAiModels = models;
  }

  public void anthropicKey(String key) {
    anthropicKey = Optional.of(key);
  }

  public void anthropicModels(List<String> models) {
    anthropicModels = models;
  }

  public void geminiKey(String key) {
    geminiKey = Optional.of(key);
  }

  public void geminiModels(List<String> models) {
    geminiModels = models;
  }

  public void ollamaModels(List<String> models) {
    ollamaModels = models;
  }

  /**
   * The services as configured now.
   *
   * @param faults tells whether a model is the name of a fault
   */
  public List<Service> all(Clock clock, Predicate<String> faults) {
    return List.of(
        new Ails(
            new Ails.Settings(ailsClientVersion, ailsSigningConstant, ailsToken), clock, faults),
        new GravityEngine(faults),
        new Yqcloud(yqcloudPrefix, clock),
        new LockChat(lockchatAuth, faults),
        new OpenAi(openAiKey, openAiModels, clock, faults),
        new Anthropic(anthropicKey, anthropicModels, clock, faults),
        new Gemini(geminiKey, geminiModels, faults),
        new Ollama(ollamaModels, clock, faults));
  }
}
