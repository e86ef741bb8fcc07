// SPDX-License-Identifier: Apache-2.0
package probus.cli.page;

import probus.cli.live.ModelControl;
import probus.cli.live.ModelPlan;
import probus.cli.live.Pace;
import probus.cli.live.Subject;

/** What a browser with the token may do: go on, wait, step, and choose what the model shows. */
final class Controls {
    private final Subject subject;

    Controls(Subject subject) {
        this.subject = subject;
    }

    /**
     * Sets the pace.
     *
     * @throws IllegalArgumentException if that cannot be done; the message says why
     */
    void pace(Form form) {
        Pace pace = subject.pace()
                .orElseThrow(() -> new IllegalArgumentException("this source goes on at a pace of its own"));
        String action = form.text("action");
        switch (action) {
            case "run" -> pace.run();
            case "pause" -> pace.pause();
            case "step" -> pace.step(form.all("events").isEmpty() ? 1 : form.whole("events"));
            case "violation" -> pace.runToViolation();
            case "speed" -> pace.speed(form.number("speed"));
            default -> throw new IllegalArgumentException("'" + action + "' is nothing that a pace can do");
        }
    }

    /**
     * Chooses what the model shows.
     *
     * @throws IllegalArgumentException if that makes no sense; the message says why
     */
    void model(Form form) {
        ModelControl model =
                subject.model().orElseThrow(() -> new IllegalArgumentException("what is watched is not the model"));
        model.show(new ModelPlan(
                form.text("kernel"),
                form.text("board"),
                form.all("async"),
                form.all("inject"),
                form.text("strategy"),
                form.whole("seed"),
                form.text("replay").strip()));
        // Who waits in the middle of the old boot would not notice.
        subject.pace().filter(Pace::isPaused).ifPresent(pace -> pace.step(1));
    }
}
