// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.Select;
import probus.cli.live.FileSource;
import probus.traces.json.JsonLines;

/** The page in a real browser. */
final class BrowserTest {
    /** Of the fixed kernel; ten thousand take too long for a test. */
    private static final int BOOTS = Integer.getInteger("probus.page.boots", 300);

    private static Optional<Browser> found = Optional.empty();
    private Browser browser;

    @BeforeAll
    static void start() throws IOException {
        found = Browser.find();
    }

    @AfterAll
    static void stop() throws IOException {
        if (found.isPresent()) {
            found.get().close();
        }
    }

    @BeforeEach
    void needsABrowser() {
        assumeTrue(found.isPresent(), "left out: chromium and chromedriver are not installed");
        browser = found.get();
    }

    @Test
    void modelStepsRunsAndPauses() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched);
            browser.until("it waits", () -> browser.text("#phase").equals("paused"));
            assertThat(browser.count("m.store.count")).isZero();
            browser.click("#step");
            browser.until("one event", () -> browser.count("m.store.count") == 1);
            browser.press(".");
            browser.until("two events", () -> browser.count("m.store.count") == 2);
            browser.press(Keys.SPACE);
            browser.until("it runs", () -> browser.count("m.store.count") > 300);
            browser.click("#run");
            browser.until("it pauses", () -> browser.text("#phase").equals("paused"));
            browser.until(
                    "all is shown",
                    () -> browser.count("m.store.count")
                            == watched.monitor().status().events());
            long shown = browser.count("m.store.count");
            Thread.sleep(300);
            assertThat(watched.monitor().status().events()).isEqualTo(shown);
            assertThat(browser.text("#run")).isEqualTo("Run");
        }
    }

    /** The crash of 6.1-rc1: two walks of one bus free the same object. */
    @Test
    void crashIsSeenAtOnceAndItsScheduleAgain() throws Exception {
        String rule = "dev-iommu-freed-after-get";
        String schedule;
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched);
            browser.click("#run");
            String shown = "m.store.violations.some(v => v.rule === '" + rule + "')";
            browser.until("the rule breaks", () -> watched.seen().firstAt(rule).isPresent());
            browser.until("the page shows it", () -> browser.is(shown));
            long late = System.nanoTime() - watched.seen().firstAt(rule).orElseThrow();
            assertThat(TimeUnit.NANOSECONDS.toMillis(late)).as("milliseconds").isLessThan(1_000);
            browser.until("the boot ends", () -> watched.seen().schedule(rule).isPresent());
            browser.click("#run");
            browser.until("it pauses", () -> browser.text("#phase").equals("paused"));

            browser.click("#choose");
            browser.find("[name=replay]")
                    .sendKeys(watched.seen().schedule(rule).orElseThrow());
            browser.click("#choose-form .primary");
            browser.until("it is shown", () -> browser.text("#plan").contains("one schedule"));
            browser.until("it waits", () -> browser.text("#phase").equals("paused"));
            Thread.sleep(300);
            browser.click("#run");
            browser.until("it comes to its end", () -> browser.text("#phase").equals("replayed"));
            browser.until("it breaks the rule again", () -> browser.is("m.store.violations.some("
                    + "v => v.rule === '" + rule + "' && v.boot === m.store.boots.at(-1).number)"));
            schedule = watched.seen().schedule(rule).orElseThrow();
        }
        try (Watched watched = Watched.model("6.1-rc1", schedule)) {
            browser.open(watched);
            browser.click("#tab-violations");
            browser.until("so far", () -> {
                browser.click("#next");
                return browser.is("m.store.violations.some(v => v.rule === '" + rule + "')")
                        || browser.text("#phase").equals("replayed");
            });
            browser.until(
                    "it is open",
                    () -> browser.is("[...document.querySelectorAll('#violations button')].some("
                                    + "b => b.querySelector('.name').textContent === '" + rule + "' && (b.click(), true))")
                            && browser.text("#diagnostic").contains("[" + rule + "]"));
            assertThat(browser.text("#diagnostic")).contains("freed again: dev->iommu is NULL here");
            browser.until(
                    "two tasks, side by side",
                    () -> browser.is("new Set(m.timeline.state.violation.steps.map(s => s.pid)).size === 2"
                            + " && m.timeline.places.slice(0, 2).every(p => p.pinned)"));
            Pictures.take(browser, "monitor");
        }
    }

    @Test
    void fixedKernelBootsAndBootsAndBreaksNothing() throws Exception {
        try (Watched watched = Watched.model("6.1.192")) {
            browser.open(watched);
            watched.monitor().pace().orElseThrow().speed(0);
            browser.click("#run");
            browser.until("many boots", () -> watched.monitor().status().boots() > BOOTS);
            browser.until("the page is with them", () -> browser.count("m.store.boots.at(-1).number") > BOOTS);
            browser.click("#run");
            browser.until("it pauses", () -> browser.text("#phase").equals("paused"));
            assertThat(watched.seen().errors()).isZero();
            assertThat(browser.is("m.store.violations.every(v => v.severity !== 'error')"))
                    .isTrue();
            Pictures.fixed(browser);
        }
    }

    @Test
    void nextViolationStopsBehindItAndOpensIt() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched);
            browser.click("#next");
            browser.until("it is open", () -> browser.text("#diagnostic").contains("="));
            browser.until("it pauses", () -> browser.text("#phase").equals("paused"));
            assertThat(browser.is("m.store.last === m.store.violations.at(-1).at")).isTrue();
            String words = browser.text("#diagnostic");
            assertThat(words).isEqualTo(watched.lastStory()).doesNotContain("\u001b");
            assertThat(browser.all("#diagnostic span.a1")).isNotEmpty();
            browser.click(".steps button");
            assertThat(browser.is("m.timeline.state.selected === m.store.violations.at(-1).steps[0].event"))
                    .isTrue();
        }
    }

    @Test
    void filtersLeaveWhatWasAskedFor() throws Exception {
        try (Watched watched = Watched.of(new Generated(1_200, 600))) {
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") == 1_200);
            browser.until("devices are offered", () -> browser.all("#filter-device option").size() == 25);
            new Select(browser.find("#filter-device")).selectByVisibleText("ff100000.dev");
            assertThat(browser.is("m.store.visible.length > 0 && m.store.visible.every(e => e.dev === 'ff100000.dev')"))
                    .isTrue();
            new Select(browser.find("#filter-task")).selectByIndex(2);
            assertThat(browser.count("m.store.visible.length")).isZero();
            browser.press("x");
            assertThat(browser.count("m.store.visible.length")).isEqualTo(1_200);
            browser.press("/");
            browser.find("#filter-text").sendKeys("DEV_IOMMU_FREE");
            browser.until("only these", () -> browser.count("m.store.visible.length") == 200);
            browser.click("#filter-none");
            browser.until("rules are offered", () -> browser.all("#filter-rule option").size() > 20);
            new Select(browser.find("#filter-rule")).selectByValue("dev-iommu-freed-once");
            assertThat(browser.is("m.store.visible.length >= 200 && m.store.visible.every(e => !e.lock)"))
                    .isTrue();
        }
    }

    @Test
    void anotherKernelIsChosen() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched);
            browser.until("it is known what is shown", () -> browser.text("#plan").contains("6.1-rc1"));
            browser.click("#choose");
            browser.find("[name=strategy]").clear();
            browser.find("[name=strategy]").sendKeys("banana");
            browser.click("#choose-form .primary");
            browser.until("it says why not", () -> browser.text("#choose-problem").contains("banana"));
            browser.find("[name=strategy]").clear();
            browser.find("[name=strategy]").sendKeys("random");
            new Select(browser.find("[name=kernel]")).selectByValue("6.1.192");
            browser.click("#choose-async input");
            browser.click("#choose-form .primary");
            browser.until("it is shown", () -> browser.text("#plan").startsWith("6.1.192 "));
            assertThat(browser.text("#plan")).contains("random").doesNotContain("async");
            browser.click("#run");
            browser.until("that kernel boots", () -> browser.text("#kernel").contains("6.1.192"));
            browser.until("it boots again", () -> browser.count("m.store.boots.at(-1).number") > 3);
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheStreamIsCut() throws Exception {
        try (Watched watched = Watched.of(new Generated(60_000, 600))) {
            browser.open(watched);
            for (int cut = 1; cut <= 3; cut++) {
                int before = cut;
                browser.until("it is connected", () -> browser.count("m.stream.connections") == before);
                watched.page().streams().cut();
            }
            browser.until("all is there", () -> browser.count("m.store.count") == 60_000);
            assertThat(browser.count("m.store.lost + m.store.doubled + m.store.missed")).isZero();
            assertThat(browser.is("m.store.events.every((e, i) => !i || e.boot !== m.store.events[i - 1].boot"
                            + " || e.seq === m.store.events[i - 1].seq + 1)"))
                    .isTrue();
        }
    }

    @Test
    void hostileNamesAreOnlyNames(@TempDir Path folder) throws Exception {
        String script = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";
        String turned = "a\u202eb\u0007c";
        String longest = "n".repeat(10_000);
        StringBuilder trace = new StringBuilder("# tracer: nop\n#\n");
        int micros = 100;
        for (String name : List.of(script, turned, longest)) {
            for (int i = 0; i < 2; i++) {
                trace.append("kworker/u8:3-42 [001] d.... 1.000" + micros++
                        + ": dev_iommu_free: (dev_iommu_free+0x0/0x50) dev=\"" + name + "\" ptr=0x10 iommu=0x20\n");
            }
        }
        Path file = Files.writeString(folder.resolve("hostile.trace"), trace);
        try (Watched watched = Watched.of(new FileSource(file.toString(), 1 << 16))) {
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") >= 6);
            browser.until("devices are offered", () -> browser.all("#filter-device option").size() == 4);
            browser.click("#tab-events");
            browser.click(".list .row");
            browser.until("it is told", () -> browser.text("#detail .raw").contains("<script>"));
            for (int i = 0; i < 5; i++) {
                browser.find(".list").sendKeys(Keys.ARROW_DOWN);
            }
            browser.until("the whole name is there", () -> browser.text("#detail").contains(longest));
            assertThat(browser.text("body")).contains("a\\u202eb\\x07c").doesNotContain("\u202e");
            assertThat(browser.is("window.hacked === undefined")).isTrue();
            assertThat(browser.all("script")).hasSize(1);
            assertThat(browser.all("img")).isEmpty();
            assertThat(browser.count("Math.max(...m.store.events.map(e => e.dev.length))")).isLessThan(200);
            assertThat(browser.is("document.documentElement.scrollWidth <= innerWidth")).isTrue();
        }
    }

    @Test
    void hundredThousandEventsAreNoBurden() throws Exception {
        try (Watched watched = Watched.of(new Generated(108_000, 54_000), 120_000)) {
            watched.hasChecked(108_000);
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") == 108_000);
            assertThat(browser.count("m.store.events.length")).isBetween(100_000L, 108_000L);
            browser.click("#tab-events");
            browser.click("#fit");
            String frames = "new Promise(end => { const times = []; let last = performance.now();"
                    + " const next = now => { times.push(now - last); last = now; %s m.timeline.redraw();"
                    + " if (times.length < 40) requestAnimationFrame(next); else end(times.sort((a, b) => a - b)[20]); };"
                    + " requestAnimationFrame(next); })";
            assertThat(browser.count(String.format(frames, "m.view.pan(3);")))
                    .as("milliseconds a frame, everything in sight")
                    .isLessThan(60);
            assertThat(browser.count(String.format(frames, "m.view.zoom(1.1);")))
                    .as("milliseconds a frame while zooming")
                    .isLessThan(60);
            browser.find("#filter-text").sendKeys("dev_iommu_free");
            browser.until("filtered", () -> browser.count("m.store.visible.length") < 20_000);
            assertThat(browser.all(".list .row")).hasSizeLessThan(60);
        }
    }

    @Test
    void withoutTheTokenOneLooksOn() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched.page().origin());
            browser.until("it says so", () -> browser.text("#notice").contains("look on"));
            assertThat(browser.find("#run").isEnabled()).isFalse();
            assertThat(browser.find("#next").isEnabled()).isFalse();
            browser.open(watched.page().origin() + "/#guessed");
            browser.click("#step");
            browser.until("it is refused", () -> browser.text("#notice").contains("token"));
            assertThat(watched.monitor().status().events()).isZero();
        }
    }

    @Test
    void twoWindowsSeeTheSame() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser.open(watched);
            String first = browser.driver().getWindowHandle();
            browser.driver().switchTo().newWindow(WindowType.TAB);
            browser.driver().get(watched.page().address());
            browser.until("it is connected", () -> browser.is("m.stream.connections > 0"));
            browser.click("#step");
            browser.until("one event", () -> browser.count("m.store.count") == 1);
            browser.driver().close();
            browser.driver().switchTo().window(first);
            browser.until("one event here, too", () -> browser.count("m.store.count") == 1);
        }
    }

    @Test
    void keysReachEverything() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") == 600);
            browser.press("?");
            assertThat(browser.find("#help-dialog").isDisplayed()).isTrue();
            browser.find("#help-dialog .primary").sendKeys(Keys.ENTER);
            browser.press("o");
            assertThat(browser.is("m.view.axis === 'time'")).isTrue();
            browser.press("f");
            assertThat(browser.is("m.view.follow")).isFalse();
            browser.press("g");
            browser.find("#jump-to").sendKeys(":77" + Keys.ENTER);
            assertThat(browser.is("m.timeline.state.selected.line === 77")).isTrue();
            browser.press(Keys.ARROW_RIGHT);
            assertThat(browser.is("m.timeline.state.selected.line === 78")).isTrue();
            browser.click("#tab-events");
            browser.find(".list").sendKeys(Keys.ARROW_DOWN);
            assertThat(browser.find(".list").getDomAttribute("aria-activedescendant"))
                    .isEqualTo("event-78");
            assertThat(browser.find("#event-78").getDomAttribute("aria-selected")).isEqualTo("true");
            browser.press(Keys.ESCAPE);
            assertThat(browser.is("m.timeline.state.selected === null")).isTrue();
            assertThat(browser.all("button:not([aria-label]), input:not([aria-label])").stream()
                            .filter(element -> element.isDisplayed() && element.getAccessibleName().isBlank()))
                    .isEmpty();
        }
    }

    @Test
    void whatIsShownIsExported() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") == 600);
            browser.find("#filter-text").sendKeys("dev_iommu_free");
            browser.until("filtered", () -> browser.count("m.store.visible.length") == 100);
            browser.click("#export");
            browser.click("#export-json");
            List<String> lines = Files.readAllLines(browser.saved("probus.jsonl"));
            assertThat(lines).hasSize(100).allMatch(line -> JsonLines.write(JsonLines.read(line)).equals(line));
            browser.click("#export");
            browser.click("#export-trace");
            assertThat(Files.readAllLines(browser.saved("probus.trace")))
                    .hasSize(100)
                    .allMatch(line -> line.contains("dev_iommu_free"));
            browser.click("#export");
            browser.click("#export-picture");
            byte[] picture = Files.readAllBytes(browser.saved("probus.png"));
            assertThat(new String(picture, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
        }
    }

    @Test
    void phoneShowsAllOfItToo() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser.open(watched);
            browser.until("all is there", () -> browser.count("m.store.count") == 600);
            browser.size(390, 844, true);
            browser.until("it fits", () -> browser.is("document.documentElement.scrollWidth <= 390"));
            browser.click("#tab-events");
            browser.click(".list .row:nth-child(4)");
            browser.until("the detail opens", () -> browser.find("#detail").isDisplayed());
            browser.click("#detail .close");
            assertThat(browser.find("#detail").isDisplayed()).isFalse();
        }
    }
}
