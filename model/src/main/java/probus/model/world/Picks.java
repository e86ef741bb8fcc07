// SPDX-License-Identifier: Apache-2.0
package probus.model.world;

import java.util.Arrays;

/** The decisions of an execution, in order: whose step, and how choices ended. */
public final class Picks {
    private int[] decisions = new int[32];
    private int size;
    private int steps;
    private int switches;
    private int preemptions;
    private boolean beganAlone;

    void begin(int tasks) {
        beganAlone = tasks == 1;
    }

    void add(int task, int current, boolean preempts) {
        push(task);
        steps++;
        switches += task != current && current >= 0 ? 1 : 0;
        preemptions += preempts ? 1 : 0;
    }

    void addChoice(int outcome) {
        push(-1 - outcome);
    }

    private void push(int decision) {
        if (size == decisions.length) {
            decisions = Arrays.copyOf(decisions, 2 * size);
        }
        decisions[size++] = decision;
    }

    /** {@return the decisions: a task's number for its step; -1 - n if the step before was a choice that ended with outcome n} */
    public int[] decisions() {
        return Arrays.copyOf(decisions, size);
    }

    /** {@return the number of steps} */
    public int steps() {
        return steps;
    }

    /** {@return how often a step was not of the task that did the one before} */
    public int switches() {
        return switches;
    }

    /** {@return how many of the switches left a task that could have gone on} */
    public int preemptions() {
        return preemptions;
    }

    /** {@return whether there was one task only at the beginning, which started all others} */
    public boolean beganAlone() {
        return beganAlone;
    }
}
