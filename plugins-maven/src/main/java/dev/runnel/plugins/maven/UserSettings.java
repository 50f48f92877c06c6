package dev.runnel.plugins.maven;

import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.install.ResolveRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsBuilderFactory;
import org.apache.maven.settings.building.DefaultSettingsBuildingRequest;
import org.apache.maven.settings.building.SettingsBuildingException;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** The settings of Maven: the installation's, and the user's above them; passwords decrypted. */
final class UserSettings {
  private UserSettings() {}

  /**
   * Reads them.
   *
   * @throws InstallException when a file cannot be read
   */
  static Settings read(ResolveRequest request, Path home) {
    Path user = request.settings().orElse(home.resolve(".m2/settings.xml"));
    if (request.settings().isPresent() && !Files.isRegularFile(user)) {
      throw InstallException.refused("There are no settings " + user + ".");
    }
    DefaultSettingsBuildingRequest building = new DefaultSettingsBuildingRequest();
    building.setUserSettingsFile(user.toFile());
    ofInstallation(request.environment())
        .ifPresent(it -> building.setGlobalSettingsFile(it.toFile()));
    building.setSystemProperties(properties(request.environment(), home));
    try {
      Settings settings =
          new DefaultSettingsBuilderFactory().newInstance().build(building).getEffectiveSettings();
      decrypt(settings, home);
      return settings;
    } catch (SettingsBuildingException e) {
      throw InstallException.refused(
          "Maven's settings are wrong: "
              + e.getProblems().stream().map(UserSettings::told).toList()
              + ".");
    }
  }

  private static String told(SettingsProblem problem) {
    return problem.getMessage() + " (" + problem.getLocation() + ")";
  }

  private static Optional<Path> ofInstallation(Map<String, String> environment) {
    return Stream.of("MAVEN_HOME", "M2_HOME")
        .map(environment::get)
        .filter(it -> it != null && !it.isBlank())
        .map(it -> Path.of(it, "conf", "settings.xml"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** What settings may name as {@code ${env.X}} and {@code ${user.home}}. */
  static Properties properties(Map<String, String> environment, Path home) {
    Properties properties = new Properties();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.setProperty(name, System.getProperty(name, "")));
    environment.forEach((name, value) -> properties.setProperty("env." + name, value));
    properties.setProperty("user.home", home.toString());
    return properties;
  }

  private static void decrypt(Settings settings, Path home) {
    DefaultSettingsDecryptionRequest request = new DefaultSettingsDecryptionRequest(settings);
    Path security = home.resolve(".m2/settings-security.xml");
    SettingsDecryptionResult result =
        new DefaultSettingsDecrypter(
                new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), security.toString()))
            .decrypt(request);
    List<Server> servers = result.getServers();
    List<Proxy> proxies = result.getProxies();
    settings.setServers(servers);
    settings.setProxies(proxies);
    // A password that cannot be decrypted stays as it is written; the repository that it is for
    // refuses it, where it is asked at all.
  }
}
