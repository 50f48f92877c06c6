package dev.runnel.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ChatException;
import dev.runnel.api.ErrorKind;
import dev.runnel.api.Outcome;
import dev.runnel.api.Secret;
import dev.runnel.sandbox.Sandbox;
import dev.runnel.spi.ConfigurationException;
import dev.runnel.spi.EndpointConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTest {
  private static final String ANSWER =
      RawUpstream.response(
          200, "text/event-stream", RawUpstream.event("Hello") + "data: [DONE]\n\n");

  private static TestEndpoint through(
      String url, String proxy, Consumer<EndpointConfig.Builder> more) {
    return TestEndpoint.at(
        url,
        TestEndpoint.OPENAI,
        config -> {
          config.set("proxy", proxy);
          more.accept(config);
        });
  }

  private static TestEndpoint through(String url, String proxy) {
    return through(url, proxy, config -> {});
  }

  @Test
  void plainHttpGoesThroughAnHttpProxyInAbsoluteForm() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TinyProxy proxy = TinyProxy.http();
        // A name that no name server knows: it is for the proxy to find it.
        TestEndpoint endpoint =
            through("http://service.invalid:" + upstream.port() + "/base", proxy.url())) {
      Listening listening = Listening.to(endpoint.client);

      assertThat(listening.outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(proxy.next())
          .isEqualTo("POST http://service.invalid:" + upstream.port() + "/base/chat HTTP/1.1");
      assertThat(upstream.next().headers())
          .containsEntry("host", "service.invalid:" + upstream.port());
    }
  }

  @Test
  void httpsGoesThroughATunnel(@TempDir Path folder) throws Exception {
    try (Sandbox sandbox = Sandbox.builder().tls().start();
        TinyProxy proxy = TinyProxy.http()) {
      Path trust = Files.writeString(folder.resolve("ca.pem"), sandbox.certificatePem());
      try (TestEndpoint endpoint =
          through(sandbox.origin(), proxy.url(), config -> config.set("trust", trust.toString()))) {
        Listening listening = Listening.to(endpoint.client);

        // The sandbox does not like the request, which it has got: that is all that counts here.
        assertThat(listening.failed().cause().httpStatus()).isPresent();
        assertThat(proxy.next()).isEqualTo("CONNECT 127.0.0.1:" + sandbox.port() + " HTTP/1.1");
      }
    }
  }

  @Test
  void anHttpProxyGetsItsCredentials() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TinyProxy proxy = TinyProxy.http("me:pass:word")) {
      try (TestEndpoint endpoint =
          through(
              upstream.url(),
              proxy.url(),
              config -> config.set(HttpOptions.PROXY_CREDENTIALS, Secret.of("me:pass:word")))) {
        assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
      }
      try (TestEndpoint endpoint = through(upstream.url(), proxy.url())) {
        ChatException cause = Listening.to(endpoint.client).failed().cause();

        assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(cause.describe()).contains("proxy-credentials");
      }
    }
  }

  @Test
  void aSocksProxyIsAskedForTheHostByName() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TinyProxy proxy = TinyProxy.socks5();
        TestEndpoint endpoint = through("http://service.invalid:" + upstream.port(), proxy.url())) {
      assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
      assertThat(proxy.next()).isEqualTo("socks service.invalid:" + upstream.port());
    }
  }

  @Test
  void aSocksProxyGetsItsCredentials() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TinyProxy proxy = TinyProxy.socks5("me:secret")) {
      try (TestEndpoint endpoint =
          through(
              upstream.url(),
              proxy.url(),
              config -> config.set(HttpOptions.PROXY_CREDENTIALS, Secret.of("me:secret")))) {
        assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
      }
      try (TestEndpoint endpoint =
          through(
              upstream.url(),
              proxy.url(),
              config -> config.set(HttpOptions.PROXY_CREDENTIALS, Secret.of("me:wrong")))) {
        ChatException cause = Listening.to(endpoint.client).failed().cause();

        assertThat(cause.kind()).isEqualTo(ErrorKind.AUTHENTICATION);
        assertThat(cause.describe()).doesNotContain("wrong");
      }
    }
  }

  @Test
  void hostsOfTheListAreReachedWithoutTheProxy() throws Exception {
    try (RawUpstream upstream = RawUpstream.answering(ANSWER);
        TestEndpoint endpoint =
            through(
                upstream.url(),
                "http://127.0.0.1:1",
                config -> config.set("no-proxy", "example.com,127.0.0.1"))) {
      assertThat(Listening.to(endpoint.client).outcome()).isInstanceOf(Outcome.Completed.class);
    }
  }

  @Test
  void theListIsReadAsEverybodyReadsIt() {
    Target target = new Target(true, "api.Example.com", 443, "");

    for (String entry :
        List.of("*", "example.com", ".example.com", "*.example.com", "api.example.com:443")) {
      assertThat(NoProxy.covers(List.of("other", entry), target)).as(entry).isTrue();
    }
    for (String entry : List.of("", "ample.com", "api.example.com:80", "www.example.com")) {
      assertThat(NoProxy.covers(List.of(entry), target)).as(entry).isFalse();
    }
  }

  @Test
  void aProxyThatIsDownIsNamedAsTheTrouble() throws Exception {
    try (TestEndpoint endpoint = through("http://127.0.0.1:9", "socks5://127.0.0.1:1")) {
      ChatException cause = Listening.to(endpoint.client).failed().cause();

      assertThat(cause.kind()).isEqualTo(ErrorKind.CONNECTION);
      assertThat(cause.describe()).containsIgnoringCase("proxy");
    }
  }

  @Test
  void aProxyOptionThatCannotBeIsRefusedWhenConnecting() {
    assertThatThrownBy(() -> through("http://127.0.0.1:9", "ftp://127.0.0.1:1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'test.proxy' has the scheme 'ftp'; use http or socks5");
    assertThatThrownBy(() -> through("http://127.0.0.1:9", "http://me:secret@127.0.0.1:1"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("test.proxy-credentials")
        .hasMessageNotContaining("secret@");
  }
}
