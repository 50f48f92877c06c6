package dev.runnel.plugins.maven;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.maven.model.Activation;
import org.apache.maven.model.ActivationFile;
import org.apache.maven.model.ActivationOS;
import org.apache.maven.model.ActivationProperty;
import org.apache.maven.model.profile.DefaultProfileActivationContext;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Settings;

/** Which profiles of the settings are active: by name, by default, or by what there is. */
final class ActiveProfiles {
  private final Map<String, String> properties;

  ActiveProfiles(Map<String, String> properties) {
    this.properties = properties;
  }

  /** Those, in the order of the settings. */
  List<Profile> of(Settings settings) {
    DefaultProfileActivationContext context = new DefaultProfileActivationContext();
    context.setActiveProfileIds(settings.getActiveProfiles());
    context.setSystemProperties(properties);
    Set<String> active =
        new MavenModel()
                .profileSelector()
                .getActiveProfiles(
                    settings.getProfiles().stream().map(ActiveProfiles::model).toList(),
                    context,
                    problem -> {}) // a profile that cannot be judged is not active
                .stream()
                .map(org.apache.maven.model.Profile::getId)
                .collect(Collectors.toSet());
    return settings.getProfiles().stream().filter(it -> active.contains(it.getId())).toList();
  }

  private static org.apache.maven.model.Profile model(Profile profile) {
    var model = new org.apache.maven.model.Profile();
    model.setId(profile.getId());
    var given = profile.getActivation();
    if (given != null) {
      Activation activation = new Activation();
      activation.setActiveByDefault(given.isActiveByDefault());
      activation.setJdk(given.getJdk());
      if (given.getOs() != null) {
        ActivationOS system = new ActivationOS();
        system.setName(given.getOs().getName());
        system.setFamily(given.getOs().getFamily());
        system.setArch(given.getOs().getArch());
        system.setVersion(given.getOs().getVersion());
        activation.setOs(system);
      }
      if (given.getProperty() != null) {
        ActivationProperty property = new ActivationProperty();
        property.setName(given.getProperty().getName());
        property.setValue(given.getProperty().getValue());
        activation.setProperty(property);
      }
      if (given.getFile() != null) {
        ActivationFile file = new ActivationFile();
        file.setExists(given.getFile().getExists());
        file.setMissing(given.getFile().getMissing());
        activation.setFile(file);
      }
      model.setActivation(activation);
    }
    return model;
  }
}
