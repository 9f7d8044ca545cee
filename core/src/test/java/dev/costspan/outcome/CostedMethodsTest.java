package dev.costspan.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class CostedMethodsTest {

    private static final int MOST_COLLECTIONS = 200;

    public static final class Costed implements Callable<String> {

        @Override
        @CostedOutcome(value = "costed", successWhen = "!empty")
        public String call() {
            return "done";
        }

        public void plain() {}
    }

    @Test
    void find_whenAskedAgain_isTheSame() throws NoSuchMethodException {
        CostedMethod first = CostedMethods.find(Costed.class.getMethod("call"), Costed.class);

        assertThat(first).isNotNull();
        assertThat(CostedMethods.find(Costed.class.getMethod("call"), Costed.class))
                .isSameAs(first);
        assertThat(CostedMethods.find(Costed.class.getMethod("plain"), Costed.class))
                .isNull();
    }

    @Test
    void find_whenNobodyUsesTheClassAnyMore_letsItsLoaderGo() throws Exception {
        WeakReference<ClassLoader> loader = find();

        for (int i = 0; i < MOST_COLLECTIONS && loader.get() != null; i++) {
            System.gc();
        }

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> find() throws Exception {
        ClassLoader loader = new CopyingLoader(Costed.class.getName()::equals, name -> false);
        Class<?> copy = loader.loadClass(Costed.class.getName());
        assertThat(copy.getClassLoader()).isSameAs(loader);
        Method method = copy.getMethod("call");
        CostedMethod found = CostedMethods.find(method, copy);
        assertThat(found).isNotNull();
        found.check();
        return new WeakReference<>(loader);
    }
}
