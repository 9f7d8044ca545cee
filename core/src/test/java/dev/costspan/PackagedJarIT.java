package dev.costspan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a user of core gets: the packaged jar, and the POM that is published with it. */
class PackagedJarIT {

    private static final Path FILE = Path.of(System.getProperty("costspan.jar"));
    private static final String RELOCATED = "dev/costspan/internal/shaded/sketch/";
    private static final List<String> FOR_USERS =
            List.of("opentelemetry-api", "jackson-core", "slf4j-api", "jspecify", "jakarta.annotation-api");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(FILE.toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void classes_whenPackaged_areAllBelowOurName() {
        assertThat(classes()).extracting(JarEntry::getName).allMatch(name -> name.startsWith("dev/costspan/"));
        assertThat(jar.stream()).extracting(JarEntry::getName).noneMatch(name -> name.contains("datadoghq"));
        assertThat(jar.getEntry(RELOCATED + "ddsketch/DDSketch.class")).isNotNull();
    }

    @Test
    void classes_whenPackaged_nameNothingThatIsNotThere() {
        assertThat(classes())
                .filteredOn(entry -> names(entry, "com/datadoghq", "com.datadoghq", "com/google/protobuf"))
                .isEmpty();
    }

    @Test
    void sketch_whenTheJarIsAlone_hasAllItNeeds() throws ReflectiveOperationException, IOException {
        try (URLClassLoader alone =
                new URLClassLoader(new URL[] {FILE.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = alone.loadClass("dev.costspan.telemetry.CostSketch");
            Object sketch = made(type);
            Object other = made(type);
            for (double cost : new double[] {0, 0.01, 0.02}) {
                method(type, "add", double.class).invoke(sketch, cost);
                method(type, "add", double.class).invoke(other, cost);
            }
            method(type, "merge", type).invoke(sketch, other);
            Object copy = method(type, "copy").invoke(sketch);

            assertThat(method(type, "count").invoke(copy)).isEqualTo(6L);
            assertThat((double) method(type, "quantile", double.class).invoke(copy, 0.5))
                    .isBetween(0.0099, 0.0101);
        }
    }

    @Test
    void pom_whenPublished_bringsUsersNothingElse() throws IOException, SAXException, ParserConfigurationException {
        Path published = Path.of(System.getProperty("costspan.pom"));

        assertThat(forUsers(Files.readAllBytes(published))).isNotEmpty().isSubsetOf(FOR_USERS);
    }

    @Test
    void pom_whenInTheJar_isTheOneThatIsPublished() throws IOException {
        JarEntry packaged = jar.getJarEntry("META-INF/maven/dev.costspan/costspan-core/pom.xml");

        assertThat(bytes(packaged)).isEqualTo(Files.readAllBytes(Path.of(System.getProperty("costspan.pom"))));
    }

    @Test
    void jar_whenPackaged_keepsItsModuleNameAndTheNotices() throws IOException {
        JarEntry notice = jar.getJarEntry("META-INF/costspan/sketches-java-NOTICE.txt");

        assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
                .isEqualTo("dev.costspan");
        assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        assertThat(new String(bytes(notice), StandardCharsets.UTF_8))
                .contains("sketches-java " + System.getProperty("sketches.version"))
                .contains("Copyright 2021 Datadog, Inc.");
    }

    private List<JarEntry> classes() {
        return jar.stream().filter(entry -> entry.getName().endsWith(".class")).toList();
    }

    private boolean names(JarEntry entry, String... parts) {
        String text = new String(bytes(entry), StandardCharsets.ISO_8859_1);
        return Stream.of(parts).anyMatch(text::contains);
    }

    private byte[] bytes(JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object made(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }

    /** The artifacts of the dependencies that come along with this one. */
    private static List<String> forUsers(byte[] pom) throws IOException, SAXException, ParserConfigurationException {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(pom))
                .getDocumentElement();
        List<String> artifacts = new ArrayList<>();
        for (Element dependency : children(children(project, "dependencies").get(0), "dependency")) {
            List<Element> scope = children(dependency, "scope");
            if (scope.isEmpty()
                    || List.of("compile", "runtime").contains(scope.get(0).getTextContent())) {
                artifacts.add(children(dependency, "artifactId").get(0).getTextContent());
            }
        }
        return artifacts;
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            Node node = nodes.item(i);
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }
}
