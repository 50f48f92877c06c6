package dev.runnel.gateway.form;

import static java.util.Objects.requireNonNull;

/**
 * A model that clients may ask for.
 *
 * @param id what they ask for: {@code endpoint/model}, or the name that stands for several
 * @param owner the endpoint's id; {@code runnel} where the name stands for several
 */
public record ListedModel(String id, String owner) {
  public ListedModel {
    requireNonNull(id, "id is null");
    requireNonNull(owner, "owner is null");
  }

  /** A model of an endpoint. */
  public static ListedModel of(String endpoint, String model) {
    return new ListedModel(endpoint + "/" + model, endpoint);
  }

  /** A name that stands for several models. */
  public static ListedModel pool(String name) {
    return new ListedModel(name, "runnel");
  }

  /** What the endpoint itself calls it. */
  public String plainName() {
    return id.startsWith(owner + "/") ? id.substring(owner.length() + 1) : id;
  }
}
