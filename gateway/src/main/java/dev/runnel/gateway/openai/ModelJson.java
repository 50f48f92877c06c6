package dev.runnel.gateway.openai;

import dev.runnel.gateway.form.ListedModel;
import dev.runnel.gateway.form.StreamBytes;
import java.util.List;

/** Writes models. */
final class ModelJson {
  private ModelJson() {}

  static byte[] list(List<ListedModel> models) {
    StreamBytes json = new StreamBytes().text("{\"object\":\"list\",\"data\":[");
    String separator = "";
    for (ListedModel model : models) {
      write(json.text(separator), model);
      separator = ",";
    }
    return json.text("]}").take();
  }

  static byte[] one(ListedModel model) {
    return write(new StreamBytes(), model).take();
  }

  /** When a model was made is not known, and the member is not optional. */
  private static StreamBytes write(StreamBytes json, ListedModel model) {
    return json.text("{\"id\":")
        .quoted(model.id())
        .text(",\"object\":\"model\",\"created\":0,\"owned_by\":")
        .quoted(model.owner())
        .text("}");
  }
}
