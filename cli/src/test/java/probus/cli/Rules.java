// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.List;
import probus.engine.RuleBase;
import probus.engine.catalog.ExampleRunner;
import probus.engine.catalog.RuleException;
import probus.engine.catalog.RuleFolder;
import probus.engine.catalog.RuleSource;

/** The rules of the checkout, for the tests about them. */
final class Rules {
    static final List<RuleFolder> FOLDERS = RuleFolder.in(SourceTree.ROOT.resolve("rules"));
    static final RuleBase BUNDLED = RuleBase.bundled();
    static final ExampleRunner RUNNER = new ExampleRunner(new ExampleReader());

    private Rules() {}

    /** {@return these rule files compiled at run time} */
    static RuleBase compiled(List<RuleSource> sources) {
        List<RuleException> problems = new ArrayList<>();
        RuleBase rules = RuleBase.compile(sources, problems);
        if (!problems.isEmpty()) {
            throw problems.get(0);
        }
        return rules;
    }
}
