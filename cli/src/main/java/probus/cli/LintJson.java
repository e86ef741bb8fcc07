// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import probus.engine.lint.Finding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Findings of lint, for programs: {@code docs/rule-lint.md} describes them. */
final class LintJson {
    private LintJson() {}

    static void write(List<Finding> findings, Writer out) {
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartObject();
        json.writeStringProperty("probus", Version.get());
        json.writeName("findings");
        json.writeStartArray();
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("code", finding.code());
            json.writeStringProperty("level", finding.level().name().toLowerCase(Locale.ROOT));
            json.writeStringProperty("file", finding.file());
            json.writeNumberProperty("line", finding.at().line());
            json.writeNumberProperty("column", finding.at().column());
            json.writeStringProperty("rule", finding.rule());
            json.writeStringProperty("problem", finding.problem());
            json.writeStringProperty("hint", finding.hint());
            json.writeBooleanProperty("fixable", finding.fix().isPresent());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberProperty("exit", RuleLintCommand.exit(findings));
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
