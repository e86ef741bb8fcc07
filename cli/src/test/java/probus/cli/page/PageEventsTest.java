// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;
import probus.cli.live.FileSource;
import probus.traces.json.JsonLines;

/** What happened, on the page in a real browser(). */
final class PageEventsTest extends InBrowser {
    @Test
    void filtersLeaveWhatWasAskedFor() throws Exception {
        try (Watched watched = Watched.of(new Generated(1_200, 600))) {
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") == 1_200);
            browser()
                    .until(
                            "devices are offered",
                            () -> browser().all("#filter-device option").size() == 25);
            new Select(browser().find("#filter-device")).selectByVisibleText("ff100000.dev");
            assertThat(browser()
                            .is("m.store.visible.length > 0 && m.store.visible.every(e => e.dev === 'ff100000.dev')"))
                    .isTrue();
            new Select(browser().find("#filter-task")).selectByIndex(2);
            assertThat(browser().count("m.store.visible.length")).isZero();
            browser().press("x");
            assertThat(browser().count("m.store.visible.length")).isEqualTo(1_200);
            browser().press("/");
            browser().find("#filter-text").sendKeys("DEV_IOMMU_FREE");
            browser().until("only these", () -> browser().count("m.store.visible.length") == 200);
            browser().click("#filter-none");
            browser()
                    .until(
                            "rules are offered",
                            () -> browser().all("#filter-rule option").size() > 20);
            new Select(browser().find("#filter-rule")).selectByValue("dev-iommu-freed-once");
            assertThat(browser().is("m.store.visible.length >= 200 && m.store.visible.every(e => !e.lock)"))
                    .isTrue();
        }
    }

    @Test
    void nothingIsLostOrDoubledWhenTheStreamIsCut() throws Exception {
        try (Watched watched = Watched.of(new Generated(60_000, 600))) {
            browser().open(watched);
            for (int cut = 1; cut <= 3; cut++) {
                int before = cut;
                browser().until("it is connected", () -> browser().count("m.stream.connections") == before);
                watched.page().streams().cut();
            }
            browser().until("all is there", () -> browser().count("m.store.count") == 60_000);
            assertThat(browser().count("m.store.lost + m.store.doubled + m.store.missed"))
                    .isZero();
            assertThat(browser()
                            .is("m.store.events.every((e, i) => !i || e.boot !== m.store.events[i - 1].boot"
                                    + " || e.seq === m.store.events[i - 1].seq + 1)"))
                    .isTrue();
        }
    }

    @Test
    void whatIsGoneIsCountedOnThePage() throws Exception {
        try (Watched watched = Watched.of(new Generated(30_000, 600), 1_500)) {
            watched.hasChecked(30_000);
            browser().open(watched);
            browser().until("it says so", () -> browser().text("#stats").contains("not shown"));
            assertThat(browser().count("m.store.lastId"))
                    .isEqualTo(browser().count("m.store.missed + m.store.count + m.store.entries"));
            assertThat(browser().count("m.store.lost + m.store.doubled")).isZero();
            assertThat(browser().count("m.store.gaps.length")).isPositive();
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
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") >= 6);
            browser()
                    .until(
                            "devices are offered",
                            () -> browser().all("#filter-device option").size() == 4);
            browser().click("#tab-events");
            browser().click(".list .row");
            browser().until("it is told", () -> browser().text("#detail .raw").contains("<script>"));
            for (int i = 0; i < 5; i++) {
                browser().find(".list").sendKeys(Keys.ARROW_DOWN);
            }
            browser()
                    .until(
                            "the whole name is there",
                            () -> browser().text("#detail").contains(longest));
            assertThat(browser().text("body")).contains("a\\u202eb\\x07c").doesNotContain("\u202e");
            assertThat(browser().is("window.hacked === undefined")).isTrue();
            assertThat(browser().all("script")).hasSize(1);
            assertThat(browser().all("img")).isEmpty();
            assertThat(browser().count("Math.max(...m.store.events.map(e => e.dev.length))"))
                    .isLessThan(200);
            assertThat(browser().is("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }

    @Test
    void hundredThousandEventsAreNoBurden() throws Exception {
        try (Watched watched = Watched.of(new Generated(108_000, 54_000), 120_000)) {
            watched.hasChecked(108_000);
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") == 108_000);
            assertThat(browser().count("m.store.events.length")).isBetween(100_000L, 108_000L);
            browser().click("#tab-events");
            browser().click("#fit");
            String frames = "new Promise(end => { const times = []; let last = performance.now();"
                    + " const next = now => { times.push(now - last); last = now; %s m.timeline.redraw();"
                    + " if (times.length < 40) requestAnimationFrame(next); else end(times.sort((a, b) => a - b)[10]); };"
                    + " requestAnimationFrame(next); })";
            assertThat(browser().count(String.format(frames, "m.view.pan(3);")))
                    .as("milliseconds, of a frame that the machine had time for, everything in sight")
                    .isLessThan(100);
            assertThat(browser().count(String.format(frames, "m.view.zoom(1.1);")))
                    .as("milliseconds a frame while zooming")
                    .isLessThan(100);
            browser().find("#filter-text").sendKeys("dev_iommu_free");
            browser().until("filtered", () -> browser().count("m.store.visible.length") < 20_000);
            assertThat(browser().all(".list .row")).hasSizeLessThan(60);
        }
    }

    @Test
    void keysReachEverything() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") == 600);
            browser().press("?");
            assertThat(browser().find("#help-dialog").isDisplayed()).isTrue();
            browser().find("#help-dialog .primary").sendKeys(Keys.ENTER);
            browser().press("o");
            assertThat(browser().is("m.view.axis === 'time'")).isTrue();
            browser().press("f");
            assertThat(browser().is("m.view.follow")).isFalse();
            browser().press("g");
            browser().find("#jump-to").sendKeys(":77" + Keys.ENTER);
            assertThat(browser().is("m.timeline.state.selected.line === 77")).isTrue();
            browser().press(Keys.ARROW_RIGHT);
            assertThat(browser().is("m.timeline.state.selected.line === 78")).isTrue();
            browser().click("#tab-events");
            browser().find(".list").sendKeys(Keys.ARROW_DOWN);
            assertThat(browser().find(".list").getDomAttribute("aria-activedescendant"))
                    .isEqualTo("event-78");
            assertThat(browser().find("#event-78").getDomAttribute("aria-selected"))
                    .isEqualTo("true");
            browser().press(Keys.ESCAPE);
            assertThat(browser().is("m.timeline.state.selected === null")).isTrue();
            assertThat(browser().all("button:not([aria-label]), input:not([aria-label])").stream()
                            .filter(element -> element.isDisplayed()
                                    && element.getAccessibleName().isBlank()))
                    .isEmpty();
        }
    }

    @Test
    void whatIsShownIsExported() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") == 600);
            browser().find("#filter-text").sendKeys("dev_iommu_free");
            browser().until("filtered", () -> browser().count("m.store.visible.length") == 100);
            browser().click("#export");
            browser().click("#export-json");
            List<String> lines = Files.readAllLines(browser().saved("probus.jsonl"));
            assertThat(lines)
                    .hasSize(100)
                    .allMatch(line -> JsonLines.write(JsonLines.read(line)).equals(line));
            browser().click("#export");
            browser().click("#export-trace");
            assertThat(Files.readAllLines(browser().saved("probus.trace")))
                    .hasSize(100)
                    .allMatch(line -> line.contains("dev_iommu_free"));
            browser().click("#export");
            browser().click("#export-picture");
            byte[] picture = Files.readAllBytes(browser().saved("probus.png"));
            assertThat(new String(picture, 1, 3, StandardCharsets.US_ASCII)).isEqualTo("PNG");
        }
    }

    @Test
    void phoneShowsAllOfItToo() throws Exception {
        try (Watched watched = Watched.of(new Generated(600, 600))) {
            browser().open(watched);
            browser().until("all is there", () -> browser().count("m.store.count") == 600);
            browser().size(390, 844, true);
            browser().until("it fits", () -> browser().is("document.documentElement.scrollWidth <= 390"));
            browser().click("#tab-events");
            browser().click(".list .row:nth-child(4)");
            browser().until("the detail opens", () -> browser().find("#detail").isDisplayed());
            browser().click("#detail .close");
            assertThat(browser().find("#detail").isDisplayed()).isFalse();
        }
    }
}
