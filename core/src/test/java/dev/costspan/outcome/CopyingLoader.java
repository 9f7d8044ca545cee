package dev.costspan.outcome;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** Defines some classes of the tests' class path anew and hides others, as another application on the same JVM would see it. */
final class CopyingLoader extends ClassLoader {

    private final Predicate<String> copied;
    private final Predicate<String> hidden;

    CopyingLoader(Predicate<String> copied, Predicate<String> hidden) {
        super(CopyingLoader.class.getClassLoader());
        this.copied = copied;
        this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (hidden.test(name)) {
            throw new ClassNotFoundException(name);
        }
        if (!copied.test(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream bytes = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] all = bytes.readAllBytes();
            return defineClass(name, all, 0, all.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
