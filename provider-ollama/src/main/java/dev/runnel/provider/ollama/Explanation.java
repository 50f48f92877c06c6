package dev.runnel.provider.ollama;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Timeouts;
import dev.runnel.spi.NearName;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Says what to do about the two things that go wrong with Ollama most: it does not run, or it does
 * not have the model.
 */
final class Explanation {
  /** A question that makes an error clearer must not make it late. */
  private static final Timeouts BRIEF =
      Timeouts.DEFAULT.withConnect(Duration.ofSeconds(1)).withTotal(Duration.ofSeconds(2));

  /** Nobody nests causes deeper on purpose. */
  private static final int MAX_CAUSES = 10;

  private static final int MAX_NAMED = 5;

  private final URI address;
  private final boolean proxied;
  private final LocalModels models;

  /**
   * Prepares explanations for one endpoint.
   *
   * @param proxied whether a proxy stands between, which may be what does not answer
   */
  Explanation(URI address, boolean proxied, LocalModels models) {
    this.address = address;
    this.proxied = proxied;
    this.models = models;
  }

  /** Explains what a call for a model failed with. */
  CompletionStage<ChatException> of(ChatException failure, String model) {
    if (failure.kind() == ErrorKind.MODEL_NOT_FOUND) {
      return models
          .names(BRIEF)
          .exceptionally(unknown -> List.of())
          .thenApply(names -> withoutModel(failure, model, names));
    }
    return CompletableFuture.completedFuture(of(failure));
  }

  /** Explains what any request failed with, without asking. */
  ChatException of(ChatException failure) {
    boolean ours = !proxied && !OllamaProvider.isCloud(address);
    if (!ours || failure.kind() != ErrorKind.CONNECTION || !refused(failure)) {
      return failure;
    }
    String place = address.getRawAuthority();
    return ChatException.builder(ErrorKind.CONNECTION, "Ollama does not run at " + place)
        .retry(failure.retry())
        .nextStep(
            isThisMachine(address)
                ? "Start it with `ollama serve`, or say where it is with OLLAMA_HOST or base-url"
                : "Start it there, have it listen on the network with OLLAMA_HOST=0.0.0.0, or"
                    + " correct the endpoint's base-url")
        .cause(failure.getCause())
        .build();
  }

  /** Whether an address is this machine's, whatever a name server says. */
  static boolean isThisMachine(URI address) {
    String host = address.getHost();
    return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static boolean refused(ChatException failure) {
    @Nullable Throwable cause = failure.getCause();
    for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
      if (cause instanceof ConnectException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private ChatException withoutModel(ChatException failure, String model, List<String> names) {
    List<String> shown = names.stream().map(Explanation::withoutUsualTag).toList();
    StringBuilder step = new StringBuilder();
    Optional<String> near = NearName.of(withoutUsualTag(model), shown);
    near.ifPresent(name -> step.append("Did you mean '").append(name).append("'? "));
    if (OllamaProvider.isCloud(address)) {
      step.append("See https://ollama.com/search?c=cloud for what there is");
    } else {
      step.append("Get it with `ollama pull ").append(model).append('`');
      if (near.isEmpty() && !shown.isEmpty()) {
        step.append(", or use one that is there: ").append(some(shown));
      }
    }
    return ChatException.builder(failure).nextStep(step.toString()).build();
  }

  private static String some(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
    return names.size() > MAX_NAMED ? some + ", …" : some;
  }

  /** Ollama takes a name without a tag as one with this tag. */
  private static String withoutUsualTag(String name) {
    return name.endsWith(":latest") ? name.substring(0, name.length() - ":latest".length()) : name;
  }
}
