package dev.runnel.provider.ails;

import dev.runnel.api.Secret;
import dev.runnel.http.HttpOptions;
import dev.runnel.spi.Option;
import dev.runnel.spi.StandardOptions;
import java.net.URI;
import java.util.List;

/** What the service might change; the defaults are those of its web client of June 2023. */
final class AilsOptions {
  static final Option<URI> BASE_URL = StandardOptions.baseUrl("https://api.caipacity.com");
  static final Option<List<String>> MODELS = StandardOptions.models("gpt-3.5-turbo");

  static final Option<String> CLIENT_VERSION =
      Option.text("client-version")
          .defaultsTo("0.1.217")
          .describedAs("The version of its web client that the service wants to see");

  /** Published in the service's own web page, so no secret. */
  static final Option<String> SIGNING_CONSTANT =
      Option.text("signing-constant")
          .defaultsTo("WI,2rU#_r:r~aF4aJ36[.Z(/8Rv93Rf")
          .describedAs("What the service's web client mixes into its signatures");

  /** Whoever has one of his own has a secret; what everybody sends is none. */
  static final Option<Secret> TOKEN =
      Option.secret("token").describedAs("A bearer token in place of the public one, 'free'");

  static final Option<String> AUTHORITY =
      Option.text("authority").defaultsTo("api.caipacity.com").describedAs("The header authority");

  static final Option<String> ORIGIN =
      Option.text("origin")
          .defaultsTo("https://ai.ls")
          .describedAs("The web page that requests seem to come from");

  static final Option<String> USER_AGENT =
      Option.text("user-agent")
          .defaultsTo(
              "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
                  + " Chrome/114.0.0.0 Safari/537.36")
          .describedAs("The browser that requests seem to come from");

  static final Option<List<String>> NOTICES =
      HttpOptions.notices("AI.LS: NEED REFRESH", "{\"code\":\"AI.LS");

  private AilsOptions() {}
}
