package dev.runnel.plugins.maven;

import java.util.List;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.profile.ProfileSelector;

/** What Maven knows by itself: the repository that everybody has, and when a profile is active. */
final class MavenModel extends DefaultModelBuilderFactory {
  List<Repository> repositories() {
    return newSuperPomProvider().getSuperModel("4.0.0").getRepositories();
  }

  ProfileSelector profileSelector() {
    return newProfileSelector();
  }
}
