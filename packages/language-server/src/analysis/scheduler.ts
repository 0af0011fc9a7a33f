import type { Result } from './result.js';

/** A document as the scheduler needs it. */
export interface Job {
  readonly uri: string;
  /** Grows with every change; an analysis of an older one is stopped. */
  readonly version: number;
}

export interface SchedulerInput {
  /** The present version; undefined: closed. */
  versionOf(uri: string): number | undefined;
  /** Analyses the present text; `isStale` tells that a newer text has come. Undefined: nothing to say of it. */
  run(job: Job, isStale: () => boolean): Promise<Result | undefined>;
  finished(uri: string, result: Result | undefined): void;
  failed(uri: string, error: unknown): void;
}

/** Analyses documents after their changes, one at a time, the newest text only. */
export interface Scheduler {
  /** The text changed, or what it is judged by did. `at once` skips the pause. */
  touch(uri: string, when?: 'pause' | 'at once'): void;
  /** Resolves when the present text is analysed, or its analysis has failed; at once where nothing is due. */
  settled(uri: string): Promise<void>;
  drop(uri: string): void;
}

/**
 * Milliseconds: short texts are answered at once, for long ones the pause grows with what an analysis costs. Short all the
 * same: a newer text that has come stops an analysis before it begins, and again before its longer half.
 */
const shortestPause = 5;
const longestPause = 50;

interface State {
  touched: number;
  /** The present text is not analysed yet. */
  isDue: boolean;
  /** What the last analysis took. */
  cost: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  waiting: (() => void)[];
}

export function createScheduler(input: SchedulerInput): Scheduler {
  const states = new Map<string, State>();
  const queue = new Set<string>();
  let isRunning = false;

  const settle = (state: State): void => {
    state.isDue = false;
    for (const resolve of state.waiting.splice(0)) resolve();
  };
  const work = async (): Promise<void> => {
    if (isRunning) return;
    isRunning = true;
    for (const uri of queue) {
      queue.delete(uri);
      const state = states.get(uri);
      if (state !== undefined) await runOne(uri, state);
    }
    isRunning = false;
  };
  const runOne = async (uri: string, state: State): Promise<void> => {
    const touched = state.touched;
    const isStale = (): boolean => state.touched !== touched || states.get(uri) !== state;
    const started = performance.now();
    try {
      // Lets a newer text in that has come already.
      await pause(0);
      const version = input.versionOf(uri);
      const result =
        version === undefined || isStale() ? undefined : await input.run({ uri, version }, isStale);
      if (!isStale()) input.finished(uri, result);
    } catch (error) {
      if (!isStale()) input.failed(uri, error);
    }
    state.cost = performance.now() - started;
    if (!isStale()) settle(state);
  };
  const start = (uri: string): void => {
    queue.add(uri);
    void work();
  };
  return {
    touch(uri, when = 'pause') {
      const state = states.get(uri) ?? { touched: 0, isDue: true, cost: 0, timer: undefined, waiting: [] };
      states.set(uri, state);
      state.touched++;
      state.isDue = true;
      clearTimeout(state.timer);
      const wait = when === 'at once' ? 0 : Math.min(longestPause, Math.max(shortestPause, state.cost / 10));
      state.timer = setTimeout(() => {
        state.timer = undefined;
        start(uri);
      }, wait);
    },
    settled(uri) {
      const state = states.get(uri);
      if (state === undefined || !state.isDue) return Promise.resolve();
      return new Promise((resolve) => state.waiting.push(resolve));
    },
    drop(uri) {
      const state = states.get(uri);
      if (state === undefined) return;
      clearTimeout(state.timer);
      states.delete(uri);
      queue.delete(uri);
      settle(state);
    },
  };
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
