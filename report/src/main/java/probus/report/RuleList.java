// SPDX-License-Identifier: Apache-2.0
package probus.report;

import java.io.Writer;
import java.util.List;
import java.util.Locale;
import probus.engine.catalog.Rule;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What is known of rules, for programs. */
public final class RuleList {
    private RuleList() {}

    /** Writes an array with an object per rule. */
    public static void json(List<Rule> rules, Writer out) {
        JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), out);
        json.writeStartArray();
        for (Rule rule : rules) {
            json.writeStartObject();
            json.writeStringProperty("rule", rule.id());
            json.writeStringProperty("catalog", rule.catalog());
            json.writeStringProperty("severity", rule.severity().toString());
            json.writeStringProperty("style", rule.style().toString().toLowerCase(Locale.ROOT));
            json.writeStringProperty("range", rule.range());
            json.writeStringProperty("title", rule.title());
            json.writeStringProperty("source", rule.source());
            json.writeStringProperty("reference", rule.reference());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeRaw('\n');
        json.flush();
    }
}
