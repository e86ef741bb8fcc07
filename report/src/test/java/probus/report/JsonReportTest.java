// SPDX-License-Identifier: Apache-2.0
package probus.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import probus.engine.Verdict.Kind;

final class JsonReportTest {
    private static String json(BootReport... reports) {
        StringWriter out = new StringWriter();
        JsonReport json = new JsonReport(out, "0.1.0");
        for (BootReport report : reports) {
            json.boot(report);
        }
        json.end(1);
        return out.toString();
    }

    @Test
    void violationsHaveTheirEvidence() {
        Story story = new Story("ff420010.pwm", 2294);
        Golden.check(
                "crash.json",
                json(
                        Story.report(
                                "6.1-rc1",
                                Story.violated(Story.FREED_ONCE, 2, story.freedTwice()),
                                Story.other(Story.LISTED, Kind.HOLDS, 12, ""),
                                Story.other(Story.NO_OOPS, Kind.UNDECIDED, 0, "because")),
                        BootReport.unreadable("nope", "nope: does not exist", KernelChoice.NONE)));
    }

    @Test
    void nothingAtAllIsStillAnObject() {
        assertThat(json()).isEqualTo("{\"probus\":\"0.1.0\",\"inputs\":[],\"exit\":1}\n");
    }

    @Test
    void namesAreEscaped() {
        String text = json(BootReport.unreadable("a\"\n\u001b", "x", KernelChoice.NONE));
        assertThat(text).contains("\"a\\\"\\n\\u001B\"");
    }
}
