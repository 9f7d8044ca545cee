package dev.costspan.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the directory of the module whose test is running, wherever the JVM was started. */
final class ModuleDirectory {

    private static final List<String> BUILD_FILES = List.of("pom.xml", "build.gradle", "build.gradle.kts");

    private ModuleDirectory() {}

    /**
     * Returns the directory that Maven says the test's module is in; without Maven, the innermost directory with a build file above
     * the classes of the test.
     *
     * @throws IllegalStateException when neither is there
     */
    static Path of(Class<?> test) {
        return of(test, System.getProperty("basedir"));
    }

    static Path of(Class<?> test, @Nullable String basedir) {
        if (basedir != null && !basedir.isBlank()) {
            return Path.of(basedir).toAbsolutePath();
        }
        Path classes = location(test);
        for (Path directory = classes; directory != null; directory = directory.getParent()) {
            for (String file : BUILD_FILES) {
                if (Files.isRegularFile(directory.resolve(file))) {
                    return directory;
                }
            }
        }
        throw new IllegalStateException("the module of " + test.getName()
                + " is not known: there is no system property 'basedir', and no "
                + String.join(", ", BUILD_FILES) + " above its classes in " + classes
                + "; give CostBaseline.file(…) an absolute path");
    }

    private static @Nullable Path location(Class<?> test) {
        CodeSource source = test.getProtectionDomain().getCodeSource();
        URL url = source == null ? null : source.getLocation();
        try {
            return url == null ? null : Path.of(url.toURI());
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException notAFile) {
            return null;
        }
    }
}
