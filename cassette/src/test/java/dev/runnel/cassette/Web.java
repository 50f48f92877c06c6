package dev.runnel.cassette;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of no vendor's. */
final class Web {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** What came, and what stopped it. */
  record Got(int status, String contentType, String body, boolean broken) {}

  private Web() {}

  static HttpRequest.Builder lockchat(URI base, String prompt) {
    return HttpRequest.newBuilder(URI.create(base + "/v1/chat/completions"))
        .header("content-type", "application/json")
        .header("user-agent", "ChatX/39 CFNetwork/1408.0.4 Darwin/22.5.0")
        .POST(
            HttpRequest.BodyPublishers.ofString(
                "{\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\""
                    + prompt
                    + "\"}],\"model\":\"gpt-4\",\"stream\":true}"));
  }

  static Got send(HttpRequest.Builder request) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int status = 0;
    String type = "";
    try {
      HttpResponse<InputStream> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      status = response.statusCode();
      type = response.headers().firstValue("content-type").orElse("");
      response.body().transferTo(body);
      return new Got(status, type, body.toString(UTF_8), false);
    } catch (IOException e) {
      return new Got(status, type, body.toString(UTF_8), true);
    }
  }
}
