// SPDX-License-Identifier: Apache-2.0
package probus.model.example;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import probus.model.explore.Program;
import probus.model.world.Access;
import probus.model.world.Async;
import probus.model.world.ChangeCount;
import probus.model.world.Completion;
import probus.model.world.Counter;
import probus.model.world.Field;
import probus.model.world.HeapObject;
import probus.model.world.Klist;
import probus.model.world.Mutex;
import probus.model.world.RefCount;
import probus.model.world.RwSem;
import probus.model.world.Work;
import probus.model.world.World;

/**
 * Tasks of random steps that mostly keep to a discipline, as the kernel does: memory of their own, memory under one lock,
 * objects with references, and now and then an access without the lock.
 *
 * @param seed which program
 * @param sections how many sections of about three steps a task has at most
 */
public record RandomLocking(long seed, int sections) implements Program {
    @Override
    public String name() {
        return "random-locking:" + seed;
    }

    @Override
    public void start(World world) {
        SplittableRandom random = new SplittableRandom(seed);
        Shared shared = new Shared(world, random.nextInt(4) == 0);
        int tasks = random.nextInt(2, 4);
        for (int i = 0; i < tasks; i++) {
            Own own = new Own(world, "task" + i);
            List<Section> body = new ArrayList<>();
            for (int count = random.nextInt(1, sections + 1); count > 0; count--) {
                body.add(section(random));
            }
            boolean starter = i == 0 && random.nextInt(4) == 0;
            world.task(own.name, () -> run(shared, own, body, starter));
        }
    }

    private static void run(Shared shared, Own own, List<Section> body, boolean starter) {
        World world = shared.world;
        world.enter(own.name);
        if (starter) {
            shared.async.schedule("helper", () -> {
                Own helper = new Own(world, "helper");
                world.enter("helper");
                body.get(0).run(shared, helper);
                world.leave();
            });
        }
        for (Section section : body) {
            section.run(shared, own);
        }
        if (starter) {
            shared.async.synchronize();
        }
        world.warn("saw " + own.seen, "saw " + own.seen);
        world.leave();
    }

    /** Some steps that belong together. */
    private interface Section {
        void run(Shared shared, Own own);
    }

    private static final class Thing extends HeapObject {
        final Field<Integer> member = new Field<>(this, "member", 0);
        final Mutex lock = new Mutex(this, "lock");

        Thing(World world, String label) {
            super(world, label);
        }
    }

    private static final class Counted extends HeapObject {
        final Field<Integer> member = new Field<>(this, "member", 0);
        final RefCount count = new RefCount(this, "count", 2);

        Counted(World world) {
            super(world, "counted");
        }
    }

    /** What the tasks share. */
    private static final class Shared {
        final World world;
        final Mutex mutex;
        final Mutex inner;
        final RwSem sem;
        final Field<Integer> guarded;
        final Field<Integer> read;
        final Field<Integer> free;
        final Field<Boolean> flag;
        final Field<Thing> pointer;
        final Counted counted;
        final Klist<Thing> list;
        final Completion completion;
        final Async async;
        final Work work;
        final Counter underWay;
        final ChangeCount changes;
        final Field<Integer> once;
        final boolean trying;

        Shared(World world, boolean trying) {
            this.world = world;
            this.trying = trying;
            mutex = new Mutex(world, "mutex");
            inner = new Mutex(world, "inner");
            sem = new RwSem(world, "sem");
            guarded = new Field<>(world, "guarded", 0);
            read = new Field<>(world, "read", 0);
            free = new Field<>(world, "free", 0);
            flag = new Field<>(world, "flag", false);
            pointer = new Field<>(world, "pointer", null);
            counted = new Counted(world);
            list = new Klist<>(world, "list");
            list.addTail(new Thing(world, "listed"));
            completion = new Completion(world, "completion");
            async = new Async(world, "async");
            work = new Work(world, "work", () -> locked(mutex, () -> guarded.set(guarded.get() * 3)));
            underWay = new Counter(world, "under way");
            changes = new ChangeCount(world, "changes");
            once = new Field<>(world, "once", null);
        }
    }

    /** What a task has for itself, and what it saw. */
    private static final class Own {
        final String name;
        final Field<Integer> field;
        final List<Object> seen = new ArrayList<>();

        Own(World world, String name) {
            this.name = name;
            this.field = new Field<>(world, name + " own", 0);
        }
    }

    private static void locked(Mutex lock, Runnable inside) {
        lock.lock();
        inside.run();
        lock.unlock();
    }

    private static Section section(SplittableRandom random) {
        int number = random.nextInt(1, 3);
        Access access = List.of(Access.values()).get(random.nextInt(3));
        return switch (random.nextInt(27)) {
            case 0, 1 ->
                (shared, own) -> {
                    own.field.set(number);
                    own.field.set(own.field.get() + 1);
                };
            case 2, 3, 4 ->
                (shared, own) -> locked(shared.mutex, () -> shared.guarded.set(shared.guarded.get() * 2 + number));
            case 5 -> (shared, own) -> locked(shared.mutex, () -> own.seen.add(shared.guarded.get()));
            case 6 ->
                (shared, own) -> locked(shared.mutex, () -> locked(shared.inner, () -> shared.guarded.set(number)));
            case 7 ->
                (shared, own) -> {
                    if (!shared.trying || shared.inner.trylock()) {
                        own.field.set(number);
                        if (shared.trying) {
                            shared.inner.unlock();
                        }
                    }
                };
            case 8 ->
                (shared, own) -> {
                    shared.sem.down_read();
                    own.seen.add(shared.read.get());
                    shared.sem.up_read();
                };
            case 9 ->
                (shared, own) -> {
                    shared.sem.down_write();
                    shared.read.set(number);
                    shared.sem.up_write();
                };
            case 10 -> (shared, own) -> own.seen.add(shared.free.load(access));
            case 11 -> (shared, own) -> shared.free.store(access, number);
            case 12 ->
                (shared, own) -> locked(shared.mutex, () -> {
                    Thing thing = shared.world.alloc(() -> new Thing(shared.world, "thing"));
                    thing.member.set(number);
                    Thing before = shared.pointer.get();
                    shared.pointer.set(thing);
                    shared.world.kfree(before);
                });
            case 13 ->
                (shared, own) -> locked(shared.mutex, () -> {
                    Thing thing = shared.pointer.get();
                    own.seen.add(thing == null ? -1 : thing.member.get());
                });
            case 14 ->
                (shared, own) -> {
                    own.seen.add(shared.counted.member.load(Access.MARKED));
                    if (shared.counted.count.put()) {
                        shared.world.kfree(shared.counted);
                    }
                };
            case 15 ->
                (shared, own) -> {
                    var walk = shared.list.walk();
                    Thing at = walk.next();
                    if (at != null) {
                        locked(at.lock, () -> at.member.set(at.member.get() + number));
                    }
                    walk.exit();
                };
            case 16 -> (shared, own) -> own.field.set(shared.world.choose("choice", 2));
            case 17 ->
                (shared, own) -> {
                    shared.completion.complete();
                    own.seen.add(shared.guarded.load(access));
                };
            case 18 ->
                (shared, own) -> {
                    shared.flag.store(Access.ORDERED, true);
                    shared.completion.wait_for_completion();
                };
            case 19 -> (shared, own) -> shared.work.queue();
            case 20 ->
                (shared, own) -> {
                    shared.work.flush();
                    own.seen.add(shared.guarded.load(access));
                };
            case 21 ->
                (shared, own) -> {
                    shared.underWay.increment();
                    shared.free.store(access, number);
                    shared.underWay.decrement();
                };
            case 22 ->
                (shared, own) -> {
                    shared.underWay.waitForZero();
                    own.seen.add(shared.free.load(access));
                };
            case 23 -> (shared, own) -> shared.changes.increment();
            case 24 ->
                (shared, own) -> {
                    ChangeCount.Reading before = shared.changes.read();
                    own.field.set(shared.free.load(access));
                    own.seen.add(shared.changes.hasChangedSince(before));
                };
            case 25 ->
                (shared, own) -> {
                    shared.once.setIfNull(number);
                    own.seen.add(shared.once.is(value -> value == 1));
                };
            default -> RandomLocking::waitForFlag;
        };
    }

    /** Goes round until somebody says so, or at most as often as others let it. */
    private static void waitForFlag(Shared shared, Own own) {
        shared.world.enter("wait");
        while (!shared.flag.load(Access.ORDERED)) {
            shared.world.loop(0);
            own.field.get();
        }
        shared.world.leave();
    }
}
