// SPDX-License-Identifier: Apache-2.0
package probus.model.explore;

/** A place in the tree of decisions from which a search goes on. Shares its beginning with others. */
final class Path {
    /** The beginning. */
    static final Path ROOT = new Path(null, new int[0], 0, 0);

    private final Path parent;

    /** Since the parent, as {@link probus.model.world.Picks#decisions}. */
    private final int[] last;

    private final int length;

    /** The tasks that need not be tried at the next state. */
    final long asleep;

    /** The state that it leads to, at which there is more to be tried, if that is known; or 0. */
    final long state;

    private Path(Path parent, int[] last, long asleep, long state) {
        this.parent = parent;
        this.last = last;
        this.length = last.length + (parent == null ? 0 : parent.length);
        this.asleep = asleep;
        this.state = state;
    }

    /** {@return the way to a state at which there is more to be tried} */
    Path to(long met, int[] decisions) {
        return new Path(this, decisions, -1, met);
    }

    /** {@return the way to the middle of a step, after which these tasks sleep} */
    Path into(long sleeping, int[] decisions) {
        return new Path(this, decisions, sleeping, 0);
    }

    /** {@return all decisions, from the first} */
    int[] decisions() {
        int[] all = new int[length];
        for (Path path = this; path != null; path = path.parent) {
            System.arraycopy(path.last, 0, all, path.length - path.last.length, path.last.length);
        }
        return all;
    }
}
