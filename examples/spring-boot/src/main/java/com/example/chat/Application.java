package com.example.chat;

import dev.runnel.discovery.Providers;
import dev.runnel.runner.Runner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** A service that answers from whichever model the runner finds. */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  /** The drivers on the class path; a test brings its own. Closed by Spring, after the runner. */
  @Bean
  @ConditionalOnMissingBean
  Providers providers() {
    return Providers.discover();
  }

  /** One for the whole service: it is safe to use from any thread. Closed by Spring. */
  @Bean
  Runner runner(Providers providers) {
    return Runner.builder().providers(providers).build();
  }
}
