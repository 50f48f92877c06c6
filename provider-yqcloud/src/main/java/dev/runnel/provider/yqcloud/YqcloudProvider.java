package dev.runnel.provider.yqcloud;

import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Driver;
import dev.runnel.spi.EndpointConfig;
import dev.runnel.spi.Option;
import dev.runnel.spi.Provider;
import dev.runnel.spi.ProviderDescription;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;

/**
 * Yqcloud, an unofficial service of 2023 that takes one message at a time, keeps the conversation
 * itself and answers with raw text.
 */
public final class YqcloudProvider implements Provider {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://api.aichatos.cloud");

  static final Option<List<String>> MODELS = StandardOptions.models("gpt-3.5-turbo");

  static final Option<String> PREFIX =
      Option.text("prefix")
          .defaultsTo("always respond in english | ")
          .describedAs("What is put before every message; may be empty");

  static final Option<String> AUTHORITY =
      Option.text("authority")
          .defaultsTo("api.aichatos.cloud")
          .describedAs("The host that the service is made to believe in");

  static final Option<String> ORIGIN =
      Option.text("origin")
          .defaultsTo("https://chat9.yqcloud.top")
          .describedAs("The page that the service is made to believe in");

  static final Option<String> USER_AGENT =
      Option.text("user-agent")
          .defaultsTo(
              "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like"
                  + " Gecko) Chrome/112.0.0.0 Safari/537.36")
          .describedAs("The browser that the service is made to believe in");

  static final Option<List<String>> NOTICES = HttpOptions.notices();

  /** Found by name; see {@code META-INF/services}. */
  public YqcloudProvider() {}

  @Override
  public ProviderDescription describe() {
    return ProviderDescription.builder("yqcloud", SPI_GENERATION)
        .displayName("Yqcloud")
        .homepage("https://chat9.yqcloud.top/")
        .unofficial()
        .options(HttpOptions.with(BASE_URL, MODELS, PREFIX, AUTHORITY, ORIGIN, USER_AGENT, NOTICES))
        .capabilities(YqcloudDriver.capabilities(MODELS.defaultValue().orElseThrow()))
        .build();
  }

  @Override
  public Driver connect(EndpointConfig config) {
    return new YqcloudDriver(config, System::currentTimeMillis);
  }
}
