// SPDX-License-Identifier: Apache-2.0
package probus.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The checkout, for tests about the sources themselves. */
final class SourceTree {
    /** The folder of the launcher and the licence. */
    static final Path ROOT = root(Path.of("").toAbsolutePath());

    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", ".probus", ".idea", ".settings");

    private SourceTree() {}

    /** {@return the files below a folder that end in one of these words, in path order} */
    static List<Path> files(String folder, String... endings) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                    boolean skipped = NOT_SOURCES.contains(dir.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (List.of(endings).contains(ending(file))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** {@return the text of a file, whatever its bytes are} */
    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@return the file as seen from the root} */
    static String name(Path file) {
        return ROOT.relativize(file).toString();
    }

    /** A script is known by its whole name. */
    private static String ending(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static Path root(Path from) {
        return Files.exists(from.resolve("LICENSE")) ? from : root(from.getParent());
    }
}
