// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.PrintWriter;
import java.util.List;
import probus.cli.RuleTests.Outcome;
import probus.engine.author.ExampleTest;
import probus.engine.author.ExampleTest.Failure;
import probus.engine.lint.Finding;
import probus.report.Words;

/** Outcomes of examples as JUnit's XML, which build servers show. */
final class JUnitTests {
    private JUnitTests() {}

    static void write(List<Outcome> outcomes, PrintWriter out) {
        out.println("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
        out.println("<testsuites name=\"probus rule test\">");
        for (Outcome outcome : outcomes) {
            long failures =
                    outcome.tests().stream().filter(test -> !test.passed()).count();
            out.println("  <testsuite name=\"" + escaped(outcome.rule().id()) + "\" tests=\""
                    + outcome.tests().size() + "\" failures=\"" + failures + "\" errors=\""
                    + (outcome.problems().isEmpty() ? 0 : 1) + "\">");
            for (Finding problem : outcome.problems()) {
                out.println(
                        "    <testcase classname=\"" + escaped(outcome.rule().id()) + "\" name=\"rule.drl\">");
                out.println("      <error message=\"" + escaped(problem.problem()) + "\">" + escaped(problem.place())
                        + "</error>");
                out.println("    </testcase>");
            }
            outcome.tests().forEach(test -> write(test, out));
            out.println("  </testsuite>");
        }
        out.println("</testsuites>");
    }

    private static void write(ExampleTest test, PrintWriter out) {
        String head =
                "    <testcase classname=\"" + escaped(test.rule()) + "\" name=\"" + escaped(test.example()) + "\"";
        if (test.passed()) {
            out.println(head + "/>");
            return;
        }
        out.println(head + ">");
        for (Failure failure : test.failures()) {
            String place = failure.line() > 0 ? "line " + failure.line() + ": " : "";
            out.println("      <failure message=\"" + escaped(place + "expected " + failure.expected()) + "\">"
                    + escaped(failure.actual()) + "</failure>");
        }
        out.println("    </testcase>");
    }

    private static String escaped(String text) {
        return Words.safe(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
