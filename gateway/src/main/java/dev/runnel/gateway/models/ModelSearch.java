package dev.runnel.gateway.models;

import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.spi.NearName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds one model of a listing. */
public final class ModelSearch {
  private ModelSearch() {}

  /**
   * The model of this id; where there is none, the first endpoint's that calls one of its own so,
   * under the name that was asked for.
   *
   * @throws RefusedException with the nearest name, when there is none
   */
  public static ListedModel find(String id, List<ListedModel> models) {
    return models.stream()
        .filter(model -> model.id().equals(id))
        .findFirst()
        .or(
            () ->
                models.stream()
                    .filter(model -> model.plainName().equals(id))
                    .findFirst()
                    .map(model -> new ListedModel(id, model.owner())))
        .orElseThrow(() -> missing(id, models));
  }

  private static RefusedException missing(String id, List<ListedModel> models) {
    Set<String> names = new LinkedHashSet<>();
    models.forEach(model -> names.add(model.id()));
    models.forEach(model -> names.add(model.plainName()));
    String shown = id.length() <= 100 ? id : id.substring(0, 100) + "…";
    Optional<String> near = id.length() <= 200 ? NearName.of(id, names) : Optional.empty();
    return new RefusedException(
        Trouble.of(
            Trouble.Kind.MODEL_NOT_FOUND,
            "There is no model '"
                + shown
                + "' here"
                + near.map(name -> "; did you mean '" + name + "'?")
                    .orElse("; GET /v1/models lists those there are.")));
  }
}
