import type { PolicyDocument } from '../sources/policy.js';
import type { Usage } from '../usage/types.js';
import { judgeCalls, type JudgedCall, type ReplayOptions } from './replay.js';
import type { Backtest } from './types.js';

/** A backtest with the calls behind its figures. */
export interface BacktestDetail extends Backtest {
  /** Recorded calls that the grant does not allow in any context: the problem `used-not-granted`. */
  readonly notGranted: readonly {
    readonly action: string;
    readonly resource: string | undefined;
    readonly count: number;
  }[];
  /** Recorded calls that narrowed would deny, or of which that cannot be excluded. */
  readonly lost: readonly {
    readonly action: string;
    readonly resource: string | undefined;
    readonly count: number;
  }[];
}

/**
 * Replays the recorded calls. A usage counts with all its calls where the grant allows any of its resources, and is denied
 * with all of them where narrowed may deny any of those.
 */
export function backtest(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  usage: readonly Usage[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions = {},
): Backtest {
  const { calls, denied, exact } = backtestDetail(narrowed, usage, granted, options);
  return { calls, denied, exact };
}

/** The backtest and what stands behind it. */
export function backtestDetail(
  narrowed: PolicyDocument | readonly PolicyDocument[],
  usage: readonly Usage[],
  granted: PolicyDocument | readonly PolicyDocument[],
  options: ReplayOptions = {},
): BacktestDetail {
  return detailOf(judgeCalls(narrowed, usage, granted, options));
}

/** The same of calls that are judged already. */
export function detailOf(judged: readonly JudgedCall[]): BacktestDetail {
  const isLost = (call: JudgedCall): boolean => call.isGranted && call.isCovered.result !== 'holds';
  const lost = judged.filter(isLost);
  const granting = judged.filter((call) => call.isGranted);
  return {
    calls: countCalls(granting),
    denied: countCalls(lost),
    exact: !granting.some(({ resource }) => resource !== undefined && isCapped(resource)),
    notGranted: judged.filter((call) => !call.isGranted).map(brief),
    lost: lost.map(brief),
  };
}

/** Each usage once, whatever the number of its resources. */
function countCalls(judged: readonly JudgedCall[]): number {
  return [...new Set(judged.map(({ usage }) => usage))].reduce((sum, { count }) => sum + count, 0);
}

function brief({ usage, resource }: JudgedCall): BacktestDetail['notGranted'][number] {
  return { action: usage.action, resource, count: usage.count };
}

/**
 * A prefix that stands for more resources than were kept apart. The ARN of a log group ends in `:*` by nature.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
function isCapped(resource: string): boolean {
  return resource !== '*' && resource.endsWith('*') && !/:log-group:[^*]*:\*$/.test(resource);
}
