// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.support.ui.Select;

/** The model on the page, in a real browser(). */
final class PageModelTest extends InBrowser {
    /** Of the fixed kernel; ten thousand take too long for a test. */
    private static final int BOOTS = Integer.getInteger("probus.page.boots", 300);

    @Test
    void modelStepsRunsAndPauses() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched);
            browser().until("it waits", () -> browser().text("#phase").equals("paused"));
            assertThat(browser().count("m.store.count")).isZero();
            browser().click("#step");
            browser().until("one event", () -> browser().count("m.store.count") == 1);
            browser().press(".");
            browser().until("two events", () -> browser().count("m.store.count") == 2);
            browser().press(Keys.SPACE);
            browser().until("it runs", () -> browser().count("m.store.count") > 300);
            browser().click("#run");
            browser().until("it pauses", () -> browser().text("#phase").equals("paused"));
            browser()
                    .until(
                            "all is shown",
                            () -> browser().count("m.store.count")
                                    == watched.monitor().status().events());
            long shown = browser().count("m.store.count");
            Thread.sleep(300);
            assertThat(watched.monitor().status().events()).isEqualTo(shown);
            assertThat(browser().text("#run")).isEqualTo("Run");
        }
    }

    /** The crash of 6.1-rc1: two walks of one bus free the same object. */
    @Test
    void crashIsSeenAtOnceAndItsScheduleAgain() throws Exception {
        String rule = "dev-iommu-freed-after-get";
        String schedule;
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched);
            browser().click("#run");
            String shown = "m.store.violations.some(v => v.rule === '" + rule + "')";
            browser()
                    .until("the rule breaks", () -> watched.seen().firstAt(rule).isPresent());
            browser().until("the page shows it", () -> browser().is(shown));
            long late = System.nanoTime() - watched.seen().firstAt(rule).orElseThrow();
            assertThat(TimeUnit.NANOSECONDS.toMillis(late)).as("milliseconds").isLessThan(1_000);
            browser().until("the boot ends", () -> watched.seen().schedule(rule).isPresent());
            browser().click("#run");
            browser().until("it pauses", () -> browser().text("#phase").equals("paused"));
            long boots = watched.monitor().status().boots();

            browser().click("#choose");
            browser()
                    .find("[name=replay]")
                    .sendKeys(watched.seen().schedule(rule).orElseThrow());
            browser().click("#choose-form .primary");
            browser().until("it is shown", () -> browser().text("#plan").contains("one schedule"));
            browser().until("it is begun", () -> browser().count("m.store.boots.at(-1).number") > boots);
            browser().until("it waits", () -> browser().text("#run").equals("Run"));
            browser().click("#run");
            browser()
                    .until("it comes to its end", () -> browser().text("#phase").equals("replayed"));
            browser()
                    .until(
                            "it breaks the rule again",
                            () -> browser()
                                    .is("m.store.violations.some(" + "v => v.rule === '" + rule
                                            + "' && v.boot === m.store.boots.at(-1).number)"));
            schedule = watched.seen().schedule(rule).orElseThrow();
        }
        try (Watched watched = Watched.model("6.1-rc1", schedule)) {
            browser().open(watched);
            browser().click("#tab-violations");
            browser().until("so far", () -> {
                browser().click("#next");
                return browser().is("m.store.violations.some(v => v.rule === '" + rule + "')")
                        || browser().text("#phase").equals("replayed");
            });
            browser()
                    .until(
                            "it is open",
                            () -> browser()
                                            .is("[...document.querySelectorAll('#violations button')].some("
                                                    + "b => b.querySelector('.name').textContent === '" + rule
                                                    + "' && (b.click(), true))")
                                    && browser().text("#diagnostic").contains("[" + rule + "]"));
            assertThat(browser().text("#diagnostic")).contains("freed again: dev->iommu is NULL here");
            browser()
                    .until(
                            "two tasks, side by side",
                            () -> browser()
                                    .is("new Set(m.timeline.state.violation.steps.map(s => s.pid)).size === 2"
                                            + " && m.timeline.places.slice(0, 2).every(p => p.pinned)"));
            Pictures.take(browser(), "monitor");
            browser().press(Keys.SPACE);
            browser().until("the boot ends", () -> browser().text("#phase").equals("replayed"));
            browser().press("]");
            browser().press("[");
            browser().click("#detail .replay");
            browser().until("it boots again", () -> browser().count("m.store.boots.at(-1).number") == 2);
        }
    }

    @Test
    void fixedKernelBootsAndBootsAndBreaksNothing() throws Exception {
        try (Watched watched = Watched.model("6.1.192")) {
            browser().open(watched);
            watched.monitor().pace().orElseThrow().speed(0);
            browser().click("#run");
            Duration patience = Duration.ofSeconds(20 + BOOTS / 20);
            browser()
                    .until(
                            "many boots",
                            patience,
                            () -> watched.monitor().status().boots() > BOOTS);
            browser().until("the page is with them", () -> browser().count("m.store.boots.at(-1).number") > BOOTS);
            browser().click("#run");
            browser().until("it pauses", () -> browser().text("#phase").equals("paused"));
            assertThat(watched.seen().errors()).isZero();
            assertThat(browser().is("m.store.violations.every(v => v.severity !== 'error')"))
                    .isTrue();
            Pictures.fixed(browser());
        }
    }

    @Test
    void nextViolationStopsBehindItAndOpensIt() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched);
            browser().click("#next");
            browser().until("it is open", () -> browser().text("#diagnostic").contains("="));
            browser().until("it pauses", () -> browser().text("#phase").equals("paused"));
            assertThat(browser().is("m.store.last === m.store.violations.at(-1).at"))
                    .isTrue();
            String words = browser().text("#diagnostic");
            assertThat(words).isEqualTo(watched.lastStory()).doesNotContain("\u001b");
            assertThat(browser().all("#diagnostic span.a1")).isNotEmpty();
            browser().click(".steps button");
            assertThat(browser().is("m.timeline.state.selected === m.store.violations.at(-1).steps[0].event"))
                    .isTrue();
        }
    }

    @Test
    void anotherKernelIsChosen() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched);
            browser()
                    .until(
                            "it is known what is shown",
                            () -> browser().text("#plan").contains("6.1-rc1"));
            browser().click("#choose");
            browser().find("[name=strategy]").clear();
            browser().find("[name=strategy]").sendKeys("banana");
            browser().click("#choose-form .primary");
            browser()
                    .until(
                            "it says why not",
                            () -> browser().text("#choose-problem").contains("banana"));
            browser().find("[name=strategy]").clear();
            browser().find("[name=strategy]").sendKeys("random");
            new Select(browser().find("[name=kernel]")).selectByValue("6.1.192");
            browser().click("#choose-async input");
            browser().click("#choose-form .primary");
            browser().until("it is shown", () -> browser().text("#plan").startsWith("6.1.192 "));
            browser().until("it waits", () -> browser().text("#run").equals("Run"));
            assertThat(browser().text("#plan")).contains("random").doesNotContain("async");
            browser().click("#run");
            browser().until("that kernel boots", () -> browser().text("#kernel").contains("6.1.192"));
            browser().until("it boots again", () -> browser().count("m.store.boots.at(-1).number") > 3);
        }
    }

    @Test
    void withoutTheTokenOneLooksOn() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched.page().origin());
            browser().until("it says so", () -> browser().text("#notice").contains("look on"));
            assertThat(browser().find("#run").isEnabled()).isFalse();
            assertThat(browser().find("#next").isEnabled()).isFalse();
            browser().open(watched.page().origin() + "/#guessed");
            browser().click("#step");
            browser().until("it is refused", () -> browser().text("#notice").contains("token"));
            assertThat(watched.monitor().status().events()).isZero();
        }
    }

    @Test
    void twoWindowsSeeTheSame() throws Exception {
        try (Watched watched = Watched.model("6.1-rc1")) {
            browser().open(watched);
            String first = browser().driver().getWindowHandle();
            browser().driver().switchTo().newWindow(WindowType.TAB);
            browser().driver().get(watched.page().address());
            browser().until("it is connected", () -> browser().is("m.stream.connections > 0"));
            browser().click("#step");
            browser().until("one event", () -> browser().count("m.store.count") == 1);
            browser().driver().close();
            browser().driver().switchTo().window(first);
            browser().until("one event here, too", () -> browser().count("m.store.count") == 1);
        }
    }
}
