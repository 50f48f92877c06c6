package dev.runnel.gateway.anthropic;

import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.RefusedException;
import dev.runnel.gateway.form.StreamBytes;
import dev.runnel.gateway.form.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes models, a page at a time. */
final class ModelsDocument {
  private static final int USUAL_PAGE = 20;
  private static final int LARGEST_PAGE = 1000;

  private ModelsDocument() {}

  /**
   * A page.
   *
   * @param query the request's parameters: {@code limit}, {@code after_id}, {@code before_id}
   */
  static byte[] page(List<ListedModel> models, Function<String, Optional<String>> query) {
    int limit = query.apply("limit").map(ModelsDocument::limit).orElse(USUAL_PAGE);
    int from = query.apply("after_id").map(id -> place("after_id", id, models) + 1).orElse(0);
    int to = models.size();
    Optional<String> before = query.apply("before_id");
    if (before.isPresent()) {
      to = place("before_id", before.get(), models);
    }
    int first = before.isPresent() ? Math.max(from, to - limit) : from;
    int last = before.isPresent() ? to : Math.min(to, from + limit);
    List<ListedModel> page = first < last ? models.subList(first, last) : List.of();
    boolean more = before.isPresent() ? first > from : last < to;

    StreamBytes json = new StreamBytes().text("{\"data\":[");
    String separator = "";
    for (ListedModel model : page) {
      write(json.text(separator), model);
      separator = ",";
    }
    json.text("],\"has_more\":").text(Boolean.toString(more)).text(",\"first_id\":");
    id(json, page.isEmpty() ? null : page.get(0));
    json.text(",\"last_id\":");
    id(json, page.isEmpty() ? null : page.get(page.size() - 1));
    return json.text("}").take();
  }

  static byte[] one(ListedModel model) {
    return write(new StreamBytes(), model).take();
  }

  /** When a model was made is not known, and the member is not optional. */
  private static StreamBytes write(StreamBytes json, ListedModel model) {
    return json.text("{\"type\":\"model\",\"id\":")
        .quoted(model.id())
        .text(",\"display_name\":")
        .quoted(model.id())
        .text(",\"created_at\":\"1970-01-01T00:00:00Z\"}");
  }

  private static void id(StreamBytes json, @Nullable ListedModel model) {
    if (model == null) {
      json.text("null");
    } else {
      json.quoted(model.id());
    }
  }

  private static int limit(String text) {
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= LARGEST_PAGE) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new RefusedException(
        Trouble.invalid("limit", "Input should be an integer from 1 to " + LARGEST_PAGE));
  }

  private static int place(String parameter, String id, List<ListedModel> models) {
    for (int i = 0; i < models.size(); i++) {
      if (models.get(i).id().equals(id)) {
        return i;
      }
    }
    throw new RefusedException(Trouble.invalid(parameter, "There is no model of this id"));
  }
}
