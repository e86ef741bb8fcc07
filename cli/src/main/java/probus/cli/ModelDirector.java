// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.util.Optional;
import java.util.function.Function;
import probus.cli.live.ModelPlan;
import probus.cli.live.ModelSource;
import probus.model.board.UnreadableBoard;
import probus.model.explore.Replay;
import probus.model.explore.Schedule;
import probus.model.run.Approach;

/** Makes sense of plans for the model, also of those that come from the page. */
final class ModelDirector implements Function<ModelPlan, ModelSource.Show> {
    private final String ownBoard;

    /**
     * A director.
     *
     * @param ownBoard the board of the command line; no other file is read on behalf of somebody else
     */
    ModelDirector(String ownBoard) {
        this.ownBoard = ownBoard;
    }

    @Override
    public ModelSource.Show apply(ModelPlan plan) {
        if (ModelSetting.isFile(plan.board()) && !plan.board().equals(ownBoard)) {
            throw new IllegalArgumentException("a device tree source can only be given on the command line");
        }
        try {
            return direct(plan);
        } catch (UsageException problem) {
            String hint = problem.hint().isEmpty() ? "" : "; " + problem.hint();
            throw new IllegalArgumentException(problem.getMessage() + hint, problem);
        } catch (UnreadableBoard problem) {
            throw new IllegalArgumentException(problem.getMessage(), problem);
        }
    }

    /**
     * {@return what the plan comes to}
     *
     * @throws UsageException if it makes no sense
     * @throws UnreadableBoard if its board cannot be read
     */
    ModelSource.Show direct(ModelPlan plan) {
        Approach approach = ModelSetting.approach(plan.strategy());
        if (!approach.isSequential()) {
            throw new UsageException(
                    "--strategy " + approach.word() + " has no boots that are whole, so it cannot be watched",
                    Optional.empty(),
                    "use pct, pos, random or bound here; 'probus explore' searches exhaustively");
        }
        String kernel = plan.kernel().isEmpty() ? null : plan.kernel();
        ModelSetting setting = ModelSetting.of("monitor", kernel, plan.board(), plan.async(), plan.inject());
        Optional<Schedule> schedule =
                plan.replay().isEmpty() ? Optional.empty() : Optional.of(setting.schedule(plan.replay()));
        return new ModelSource.Show(
                plan,
                setting.program(),
                setting.untilOops(),
                explorer ->
                        schedule.isPresent() ? new Replay(schedule.get()) : approach.strategy(explorer, plan.seed()),
                setting.drivers());
    }
}
