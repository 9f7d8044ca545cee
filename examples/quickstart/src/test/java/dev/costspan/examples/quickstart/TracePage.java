package dev.costspan.examples.quickstart;

import java.io.IOException;
import java.nio.file.Path;

/** Zipkin's page of one trace in a browser. */
final class TracePage {
    private final Chromium browser;

    private TracePage(Chromium browser) {
        this.browser = browser;
    }

    /** Loads the page and blocks until it lists spans of the quickstart. */
    static TracePage open(Chromium browser, String url) {
        browser.open(url);
        browser.await("document.body.innerText.includes('" + Tracing.SERVICE_NAME + ": ')");
        return new TracePage(browser);
    }

    /** Selects the nth visible span of this name, from 0, and blocks until the page shows a tag of it. */
    void select(String spanName, int nth, String awaitedTag) {
        clickText(Tracing.SERVICE_NAME + ": " + spanName, nth);
        browser.await("document.body.innerText.includes('" + awaitedTag + "')");
    }

    /** Folds the section of annotations, so that the tags below it come into view. */
    void foldAnnotations() {
        browser.evaluate(node("Annotation", 0) + ".nextElementSibling.click()");
        browser.await("!document.querySelector('.MuiCollapse-entered table table')");
        browser.await("document.getAnimations().length === 0");
    }

    /** All text the page shows. */
    String text() {
        return browser.evaluate("document.body.innerText");
    }

    void screenshot(Path file) throws IOException {
        browser.screenshot(file);
    }

    private void clickText(String text, int nth) {
        String box = node(text, nth) + ".getBoundingClientRect()";
        double left = Double.parseDouble(browser.evaluate("String(" + box + ".left)"));
        double top = Double.parseDouble(browser.evaluate("String(" + box + ".top)"));
        browser.click(left + 10, top + 8);
    }

    /** An expression for the nth element that holds exactly this text. */
    private static String node(String text, int nth) {
        return "Array.from(document.querySelectorAll('body *'))"
                + ".filter(node => node.childElementCount === 0 && node.textContent === '" + text + "')[" + nth + "]";
    }
}
