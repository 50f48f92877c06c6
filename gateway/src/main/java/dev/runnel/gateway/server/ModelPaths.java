package dev.runnel.gateway.server;

import dev.runnel.gateway.access.Caller;
import dev.runnel.gateway.form.ApiForm;
import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.Trouble;
import dev.runnel.gateway.models.ModelCatalog;
import dev.runnel.gateway.models.ModelSearch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Tells clients which models there are, in the form that they speak. */
final class ModelPaths {
  private static final String ALL = "/v1/models";
  private static final String ONE = ALL + "/";

  private final Vertx vertx;
  private final ModelCatalog catalog;
  private final ApiForm openAi;
  private final ApiForm anthropic;
  private final Documents documents;

  ModelPaths(
      Vertx vertx, ModelCatalog catalog, ApiForm openAi, ApiForm anthropic, Documents documents) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.openAi = openAi;
    this.anthropic = anthropic;
    this.documents = documents;
  }

  void addTo(Router router) {
    Looks.route(router.route(ALL)).handler(this::all);
    Looks.route(router.routeWithRegex("/v1/models/.+")).handler(this::one);
  }

  private void all(RoutingContext http) {
    ApiForm form = form(http);
    answer(http, form, models -> form.models(models, name -> parameter(http, name)));
  }

  private void one(RoutingContext http) {
    ApiForm form = form(http);
    // Names have slashes, which clients escape or not; a plus is a plus in a path.
    String name = http.request().path().substring(ONE.length()).replace("+", "%2B");
    answer(http, form, models -> form.model(ModelSearch.find(decoded(name), models)));
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          Trouble.invalid("model", "The path has a percent sign that escapes nothing."));
    }
  }

  private static Optional<String> parameter(RoutingContext http, String name) {
    return Optional.ofNullable(http.request().getParam(name));
  }

  /** Both forms have the same path; only one has this header. */
  private ApiForm form(RoutingContext http) {
    return http.request().getHeader("anthropic-version") == null ? openAi : anthropic;
  }

  private void answer(
      RoutingContext http, ApiForm form, Function<List<ListedModel>, byte[]> document) {
    documents.answer(
        http,
        form,
        vertx
            .executeBlocking(catalog::list, false)
            .compose(Future::fromCompletionStage)
            .map(models -> document.apply(seen(Door.callerOf(http), models))));
  }

  /** What a key does not allow is not to be seen. */
  private static List<ListedModel> seen(Caller caller, List<ListedModel> models) {
    return models.stream()
        .filter(
            model ->
                model.id().equals(model.plainName())
                    ? caller.sees(model.id())
                    : caller.sees(model.owner(), Optional.of(model.plainName())))
        .toList();
  }
}
