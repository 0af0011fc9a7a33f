import type { Result } from '../analysis/result.js';
import type { ProjectStatus, Status } from '../requests.js';
import type { Project } from '../workspace/project.js';

const staleDays = 14;
const millisecondsPerDay = 86_400_000;

/** How old the usage is and what it covers. The window is that of an analysis: a project without one has none yet. */
export function statusOf(projects: readonly Project[], results: readonly Result[], now: number): Status {
  const distinct = [...new Map(projects.map((project) => [keyOf(project), project])).values()];
  return {
    projects: distinct.map((project) => projectStatus(project, results, now)),
    documents: results.map(({ uri }) => uri),
  };
}

function keyOf({ root, usage }: Project): string {
  return JSON.stringify([root, usage.map(({ uri }) => uri)]);
}

function projectStatus(project: Project, results: readonly Result[], now: number): ProjectStatus {
  const analysis = results.find((result) => keyOf(result.project) === keyOf(project))?.analysis;
  const window = analysis?.window ?? null;
  const to = window === null ? NaN : Date.parse(window.to);
  const ageDays = Number.isNaN(to) ? null : Math.max(0, Math.floor((now - to) / millisecondsPerDay));
  const coverage = analysis?.coverage ?? [];
  return {
    root: project.root,
    usage: project.usage.map(({ uri }) => uri),
    window,
    ageDays,
    stale: ageDays !== null && ageDays > staleDays,
    covered: coverage.filter(({ covered }) => covered).length,
    uncovered: coverage.filter(({ covered }) => !covered).map((entry) => entry.class),
    problems: project.problems.map(({ message }) => message),
  };
}
