package com.example.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runnel.api.ErrorKind;
import dev.runnel.discovery.Providers;
import dev.runnel.fake.FakeProvider;
import dev.runnel.fake.FakeReply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The whole service over HTTP, with a model that says what the test says. */
class ApplicationTest {
  private static final FakeProvider FAKE = FakeProvider.create("fake");
  private static ConfigurableApplicationContext service;

  @BeforeAll
  static void start() {
    service =
        new SpringApplicationBuilder(Application.class)
            .properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off")
            .initializers(
                context ->
                    ((GenericApplicationContext) context)
                        .registerBean(Providers.class, () -> Providers.of(FAKE)))
            .run();
  }

  @AfterAll
  static void stop() {
    service.close();
    FAKE.close();
  }

  @Test
  void anAnswerComesWhole() throws Exception {
    FAKE.next(FakeReply.nothing().tokens("It ", "rains."));

    assertEquals("It rains.", get("/answer?q=Weather").body());
  }

  @Test
  void aStreamSaysHowItEnded() throws Exception {
    FAKE.next(FakeReply.nothing().tokens("It ").losesConnection());

    String events = get("/stream?q=Weather").body();

    assertTrue(events.startsWith("data:{\"text\":\"It \"}\n\nevent:end\n"), events);
    assertTrue(events.contains("\"end\":\"incomplete\""), events);
  }

  @Test
  void aFailureSaysWhatToDo() throws Exception {
    FAKE.next(FakeReply.nothing().fails(ErrorKind.INVALID_REQUEST));

    HttpResponse<String> response = get("/answer?q=Weather");

    assertEquals(502, response.statusCode());
    assertTrue(response.body().contains("fake"), response.body());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    String port = service.getEnvironment().getProperty("local.server.port");
    URI address = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }
}
