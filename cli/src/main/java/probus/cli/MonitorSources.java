// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import probus.cli.live.FeedSource;
import probus.cli.live.FileSource;
import probus.cli.live.FollowedFile;
import probus.cli.live.ModelPlan;
import probus.cli.live.ModelSource;
import probus.cli.live.PumpedStream;
import probus.cli.live.Source;
import probus.cli.live.StreamSource;
import probus.model.board.UnreadableBoard;
import probus.traces.input.Input;

/** The options that say what is watched. */
final class MonitorSources {
    private static final String UNIX = "unix:";
    private static final String TCP = "tcp:";

    @Option(
            names = "--follow",
            paramLabel = "FILE",
            description = "Read this file and go on as it grows, is cut or replaced.")
    private String follow;

    @Option(
            names = "--listen",
            paramLabel = "unix:PATH|tcp:PORT",
            description = "Let other programs send events, one at a time, to a socket that only this user may use, or"
                    + " to a port of the loopback interface.")
    private String listen;

    @Option(
            names = "--kernel",
            paramLabel = "VERSION",
            description = "The kernel, as 6.1.192 or 6.1-rc1; beats what the input says. The model needs it.")
    private String kernel;

    @Option(
            names = "--board",
            paramLabel = "NAME|FILE.dts",
            description = "Watch the model on this machine: one that comes with Probus, or a device tree source.")
    private String board;

    @Mixin
    private final ModelOptions model = new ModelOptions();

    @Option(
            names = "--strategy",
            paramLabel = "WORD",
            description = "Who decides which task goes on: random, pct[:N], pos, round-robin, bound[:N], dfs, dpor."
                    + " Default: pct.")
    private String strategy = "pct";

    @Option(names = "--boots", paramLabel = "N", description = "End after so many boots of the model.")
    private long boots = Long.MAX_VALUE;

    @Option(
            names = "--max-line",
            paramLabel = "BYTES",
            description = "Bytes kept of a line; the rest of a longer one is skipped. Default: 65536.")
    private int maxLine = 1 << 16;

    /** {@return the kernel that beats what the input says} */
    Optional<String> kernel() {
        if (kernel != null) {
            Choice.kernel(kernel);
        }
        // The model says itself which kernel it is: on the page another one can be chosen.
        return isModel() ? Optional.empty() : Optional.ofNullable(kernel);
    }

    boolean isModel() {
        return board != null;
    }

    /**
     * {@return what is watched, opened}
     *
     * @param onPage whether somebody can ask for other boots of the model
     * @throws UsageException if the options do not fit together
     * @throws UnreadableSource if it cannot be opened
     */
    Source open(Optional<String> file, boolean onPage, Session session) {
        int chosen =
                (file.isPresent() ? 1 : 0) + (follow != null ? 1 : 0) + (listen != null ? 1 : 0) + (isModel() ? 1 : 0);
        if (chosen > 1) {
            throw new UsageException(
                    "one source at a time: FILE, --follow, --listen or --board",
                    Optional.empty(),
                    "leave out the others");
        }
        if (maxLine < 1) {
            throw new UsageException("--max-line needs a number above 0");
        }
        try {
            if (isModel()) {
                return model(onPage);
            }
            if (follow != null) {
                return new StreamSource(follow, new FollowedFile(Path.of(follow)), true, maxLine);
            }
            if (listen != null) {
                return feed(session);
            }
            String name = file.orElse(Input.STANDARD_INPUT);
            return name.equals(Input.STANDARD_INPUT)
                    ? new StreamSource(name, new PumpedStream(session.in()), false, maxLine)
                    : new FileSource(name, maxLine);
        } catch (NoSuchFileException missing) {
            throw new UnreadableSource(missing.getFile() + ": does not exist (check the spelling)");
        } catch (IOException | InvalidPathException problem) {
            String what = follow != null ? follow : listen;
            throw new UnreadableSource(what + ": cannot be opened (" + problem.getMessage() + ")");
        } catch (UnreadableBoard problem) {
            throw new UnreadableSource(problem.getMessage());
        }
    }

    private Source feed(Session session) throws IOException {
        Source source;
        if (listen.startsWith(UNIX) && listen.length() > UNIX.length()) {
            source = FeedSource.unix(Path.of(listen.substring(UNIX.length())), maxLine);
        } else if (listen.matches(TCP + "\\d{1,5}") && Integer.parseInt(listen.substring(TCP.length())) < 1 << 16) {
            source = FeedSource.loopback(Integer.parseInt(listen.substring(TCP.length())), maxLine);
        } else {
            throw new UsageException(
                    "--listen cannot be '" + listen + "'",
                    Optional.empty(),
                    "it can be unix:PATH, or tcp:PORT with 0 for any");
        }
        session.say("listening on " + source.name());
        return source;
    }

    private Source model(boolean onPage) {
        if (boots < 1) {
            throw new UsageException("--boots needs a number above 0");
        }
        ModelPlan plan = new ModelPlan(
                kernel == null ? "" : kernel,
                board,
                model.async(),
                model.inject(),
                strategy,
                model.seed(),
                model.replay().map(String::strip).orElse(""));
        ModelDirector director = new ModelDirector(board);
        // What is wrong with the command line is told as such; on the page it is told there.
        director.direct(plan);
        return new ModelSource(director, plan, boots, onPage);
    }
}
