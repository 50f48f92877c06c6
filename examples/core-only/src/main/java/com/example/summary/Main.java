package com.example.summary;

import dev.runnel.api.ChatClient;
import dev.runnel.discovery.Providers;
import dev.runnel.spi.EndpointConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that uses the library: whose model it is, is decided here and on the class path. */
public final class Main {
  private Main() {}

  /**
   * Sums a file up.
   *
   * @param arguments a provider's id, a file, and options of the provider as {@code key=value}
   */
  public static void main(String... arguments) throws Exception {
    try (Providers providers = Providers.discover()) {
      var config = EndpointConfig.builder(providers.require(arguments[0]).description());
      for (int i = 2; i < arguments.length; i++) {
        String[] option = arguments[i].split("=", 2);
        config.set(option[0], option[1]);
      }
      ChatClient model = providers.connect(config.build());
      String text = Files.readString(Path.of(arguments[1]));
      System.out.println(new Summaries(model).of(text).toCompletableFuture().join());
    }
  }
}
