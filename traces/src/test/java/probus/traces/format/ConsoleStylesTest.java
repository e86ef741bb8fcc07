// SPDX-License-Identifier: Apache-2.0
package probus.traces.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import probus.traces.input.Head;
import probus.traces.input.UnreadableInput;
import probus.traces.record.TraceRecord;
import probus.traces.record.TraceRecord.Oops;

/** A log says the same in every style in which somebody may have written it down. */
final class ConsoleStylesTest {
    private static final Pattern LINE = Pattern.compile("\\[ *(\\d+)\\.(\\d{6})] (.*)");
    private static final Instant BOOTED = Instant.parse("2026-11-22T10:00:00Z");
    private static final List<String> LOGS =
            List.of("oops-and-warning-mixed.log", "dump.log", "three-announced-one-printed.log");

    /** How a line is written down, by its time in microseconds, that of the line before, and its text. */
    private enum Style {
        RAW(1) {
            @Override
            String line(long time, long before, String text) {
                return "<6>" + boot(time) + text;
            }
        },
        CALLER(1) {
            @Override
            String line(long time, long before, String text) {
                return boot(time).strip() + "[   T17] " + text;
            }
        },
        FACILITY(1) {
            @Override
            String line(long time, long before, String text) {
                return "kern  :info  : " + boot(time) + text;
            }
        },
        SINCE_LAST(1) {
            @Override
            String line(long time, long before, String text) {
                return boot(time).replace("] ", String.format(" <%12.6f>] ", (time - before) / 1e6)) + text;
            }
        },
        DELTA(1) {
            @Override
            String line(long time, long before, String text) {
                return String.format(Locale.ROOT, "[<%12.6f>] %s", (time - before) / 1e6, text);
            }
        },
        RELATIVE(60_000_000) {
            @Override
            String line(long time, long before, String text) {
                return before == 0
                        ? at("'['MMMdd HH:mm'] '", time) + text
                        : String.format(Locale.ROOT, "[%+11.6f] %s", (time - before) / 1e6, text);
            }
        },
        DATE(1_000_000) {
            @Override
            String line(long time, long before, String text) {
                return at("'['EEE MMM dd HH:mm:ss yyyy'] '", time) + text;
            }
        },
        ISO(1) {
            @Override
            String line(long time, long before, String text) {
                return at("yyyy-MM-dd'T'HH:mm:ss,SSSSSSxxx' '", time) + text;
            }
        },
        DEVICE(1) {
            @Override
            String line(long time, long before, String text) {
                return "6,339," + time + ",-,caller=T1;" + text;
            }
        },
        SYSLOG(1) {
            @Override
            String line(long time, long before, String text) {
                return at("MMM dd HH:mm:ss", time) + " board kernel: " + boot(time) + text;
            }
        },
        SYSLOG_WITHOUT_BOOT_TIME(1_000_000) {
            @Override
            String line(long time, long before, String text) {
                return at("MMM dd HH:mm:ss", time) + " board kernel: " + text;
            }
        },
        JOURNAL_MONOTONIC(1) {
            @Override
            String line(long time, long before, String text) {
                return boot(time) + "board kernel: " + text;
            }
        },
        JOURNAL_ISO(1_000_000) {
            @Override
            String line(long time, long before, String text) {
                return at("yyyy-MM-dd'T'HH:mm:ssxx", time) + " board kernel: " + text;
            }
        },
        JOURNAL_FULL(1_000_000) {
            @Override
            String line(long time, long before, String text) {
                return at("EEE yyyy-MM-dd HH:mm:ss 'UTC'", time) + " board kernel: " + text;
            }
        },
        SERIAL(1) {
            @Override
            String line(long time, long before, String text) {
                return boot(time) + text + "\r\r";
            }
        },
        OVERWRITTEN(1) {
            @Override
            String line(long time, long before, String text) {
                return "login: \r" + boot(time) + text + "\r";
            }
        },
        BEHIND_A_PROMPT(1) {
            @Override
            String line(long time, long before, String text) {
                return "root@board:~# " + boot(time) + text;
            }
        },
        MINICOM(1) {
            @Override
            String line(long time, long before, String text) {
                return at("'['yyyy-MM-dd HH:mm:ss.SSS'] '", time) + boot(time) + text;
            }
        },
        CONSERVER(1) {
            @Override
            String line(long time, long before, String text) {
                return at("'['EEE MMM dd HH:mm:ss yyyy']'", time) + boot(time) + text;
            }
        },
        TIME_OF_DAY(1) {
            @Override
            String line(long time, long before, String text) {
                return at("HH:mm:ss.SSSSSS' '", time) + boot(time) + text;
            }
        },
        STOPWATCH(1) {
            @Override
            String line(long time, long before, String text) {
                return "[3.461000 0.000012] " + boot(time) + text;
            }
        };

        private final long microseconds;

        /** How exact it is. */
        Style(long microseconds) {
            this.microseconds = microseconds;
        }

        /** Who says what decides which fault is whose, where several are announced. */
        private boolean callers() {
            return this == CALLER || this == DEVICE;
        }

        abstract String line(long time, long before, String text);

        private static String boot(long time) {
            return String.format("[%5d.%06d] ", time / 1_000_000, time % 1_000_000);
        }

        private static String at(String pattern, long time) {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
                    .format(OffsetDateTime.ofInstant(BOOTED.plusNanos(time * 1000), ZoneOffset.UTC));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRecordsAreTheSame(Style style) {
        for (String log : style.callers() ? LOGS.subList(0, 2) : LOGS) {
            String plain = ConsoleSamples.cut(log);
            assertThat(said(styled(style, plain))).as(log).isNotEmpty().isEqualTo(said(plain));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLogInEveryStyleIsRecognised(Style style) throws UnreadableInput {
        String text = styled(style, "[    0.000000] usb 1-1: new\n[    1.500000] usb 1-1: gone\n".repeat(3));

        assertThat(ConsoleLog.recognised(new Head(text.getBytes(StandardCharsets.UTF_8))))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void timeGoesOnAsItDid(Style style) {
        List<Oops> oopses = ConsoleSamples.all(Oops.class, ConsoleSamples.read(styled(style, """
                [    0.000000] Booting Linux on physical CPU 0x0
                [    1.250000] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000030
                [   63.750000] Unable to handle kernel NULL pointer dereference at virtual address 0000000000000038
                """)));

        assertThat(oopses).hasSize(2);
        assertThat(oopses.get(1).time() - oopses.get(0).time())
                .isBetween(62_500_000_000L - style.microseconds * 1000, 62_500_000_000L + style.microseconds * 1000);
    }

    @Test
    void theLogOfAnotherProgramIsNone() throws UnreadableInput {
        for (String line : List.of(
                "2026-11-22T10:00:00Z INFO started\n",
                "2026-11-22 10:00:00.123 INFO started\n",
                "Nov 22 10:00:00 board cron[7]: started\n",
                "10:00:00 started\n")) {
            assertThat(ConsoleLog.recognised(new Head(line.repeat(9).getBytes(StandardCharsets.UTF_8))))
                    .as(line)
                    .isFalse();
        }
    }

    private static String styled(Style style, String log) {
        StringBuilder styled = new StringBuilder();
        long before = 0;
        for (String line : log.lines().toList()) {
            Matcher stamped = LINE.matcher(line.strip());
            if (stamped.matches()) {
                long time = Long.parseLong(stamped.group(1)) * 1_000_000 + Long.parseLong(stamped.group(2));
                styled.append(style.line(time, before, stamped.group(3))).append('\n');
                before = Math.max(1, time);
            }
        }
        return styled.toString();
    }

    /** {@return the records without where they stand and when they were printed} */
    private static List<String> said(String log) {
        return ConsoleSamples.read(log).stream()
                .map(TraceRecord::toString)
                .map(text -> text.replaceAll("(?s)Position\\[file=[^,]*, line=\\d+, text=.*?](?=[],])", "")
                        .replaceAll("\\btime=\\d+", ""))
                .toList();
    }
}
