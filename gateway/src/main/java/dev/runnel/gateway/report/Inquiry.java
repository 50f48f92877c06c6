package dev.runnel.gateway.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What a client asked, as far as it could be read.
 *
 * @param address where the connection comes from, without its port; empty: not known
 * @param method of HTTP
 * @param path without its query; as the client wrote it
 * @param form the form of the API, such as {@code openai}; empty: the request is of none
 * @param key the name of the client's API key; empty: it showed none that is known
 * @param model as the client named it
 * @param streaming whether it wanted a stream
 */
public record Inquiry(
    String address,
    String method,
    String path,
    Optional<String> form,
    Optional<String> key,
    Optional<String> model,
    boolean streaming) {

  public Inquiry {
    requireNonNull(address, "address is null");
    requireNonNull(method, "method is null");
    requireNonNull(path, "path is null");
    requireNonNull(form, "form is null");
    requireNonNull(key, "key is null");
    requireNonNull(model, "model is null");
  }

  /** A request of which only the head was read. */
  public static Inquiry of(String address, String method, String path) {
    return new Inquiry(
        address, method, path, Optional.empty(), Optional.empty(), Optional.empty(), false);
  }

  Inquiry of(String ofForm) {
    return new Inquiry(address, method, path, Optional.of(ofForm), key, model, streaming);
  }

  Inquiry by(String keyName) {
    return new Inquiry(address, method, path, form, Optional.of(keyName), model, streaming);
  }

  Inquiry asking(Optional<String> ofModel, boolean asStream) {
    return new Inquiry(address, method, path, form, key, ofModel, asStream);
  }
}
