// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import probus.engine.catalog.Example;
import probus.engine.catalog.ExampleRunner.Recording;
import probus.engine.catalog.RuleFolder;
import probus.engine.mutate.Subject;
import probus.facts.EventCatalog;
import probus.facts.KernelProfile;
import probus.model.explore.RoundRobin;
import probus.model.linux.KernelProgram;
import probus.model.world.Limits;
import probus.model.zoo.Scenario;
import probus.model.zoo.Zoo;

/** Traces by which rules are judged: files, the examples of the bundled rules, boots of the model. */
final class Corpus {
    private Corpus() {}

    /** {@return the boots in these files; what cannot be read is said and left out} */
    static List<Subject> files(List<String> names, String kernel, Session session) {
        List<Subject> subjects = new ArrayList<>();
        for (String name : names) {
            TraceEvents read = TraceEvents.read(name, session.in());
            if (!read.error().isEmpty()) {
                session.say(read.error());
            }
            if (!read.recording().events().isEmpty()) {
                Optional<KernelProfile> profile = kernel.isEmpty()
                        ? read.profile()
                        : KernelProfile.of(kernel).map(KernelProfile.Choice::profile);
                subjects.add(of(name, read.recording(), profile));
            }
        }
        return subjects;
    }

    /** {@return the examples of the bundled rules} */
    static List<Subject> examples(boolean holdingOnly) {
        ExampleReader reader = new ExampleReader();
        List<Subject> subjects = new ArrayList<>();
        for (RuleFolder folder : RuleFolder.bundled()) {
            for (Example example : folder.examples()) {
                if (example.holds() || !holdingOnly) {
                    Recording own = reader.apply(example);
                    boolean userSpace = own.userSpace() || example.userSpace();
                    subjects.add(of(
                            folder.name() + "/" + example.name(),
                            new Recording(own.events(), own.armed(), userSpace, own.crashed()),
                            example.kernel()));
                }
            }
        }
        return subjects;
    }

    /** {@return the boots of the model that show its bugs, and each of those kernels booting as usual} */
    static List<Subject> model() {
        List<Subject> subjects = new ArrayList<>();
        Set<String> plain = new LinkedHashSet<>();
        for (Scenario scenario : Zoo.all()) {
            KernelProgram program = scenario.program();
            if (plain.add(program.name())) {
                subjects.add(of(
                        "model, " + program.name(),
                        probus.model.run.Recording.of(program, new RoundRobin(), Limits.FIRST_OOPS),
                        program));
            }
            subjects.add(of(
                    "model, " + scenario.id(),
                    probus.model.run.Recording.of(program, scenario.schedule(), Limits.FIRST_OOPS),
                    program));
        }
        return subjects;
    }

    /** {@return an execution of the model, of which everything is recorded} */
    static Subject of(String name, probus.model.run.Recording recording, KernelProgram program) {
        Set<String> armed = new LinkedHashSet<>();
        EventCatalog.all().forEach(kind -> armed.add(kind.name()));
        return new Subject(
                name,
                recording.events(),
                armed,
                Optional.of(program.version().profile()),
                recording.reachesUserSpace(),
                recording.crash().isPresent());
    }

    private static Subject of(String name, Recording recording, Optional<KernelProfile> profile) {
        return new Subject(
                name, recording.events(), recording.armed(), profile, recording.userSpace(), recording.crashed());
    }
}
