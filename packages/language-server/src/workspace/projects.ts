import { createAnalyzer, type Analyzer, type Snapshot } from '@leastwise/core';
import type { Host } from '../host.js';
import { fileKey, folderOf } from '../paths.js';
import { readProject, type Project, type ProjectInput } from './project.js';
import type { Settings } from './settings.js';

/** The projects of a workspace: read at first use, kept until something they were made from changes. */
export interface Projects {
  of(documentUri: string): Promise<OpenProject>;
  /** Forgets what was made from these files; true where that is anything. */
  changed(uris: readonly string[]): Promise<boolean>;
  /** Looks again at the files of what is open, without being told; true where one changed. */
  recheck(): Promise<boolean>;
  /** Forgets everything: settings or folders changed. */
  clear(): void;
  /** The projects read so far. */
  all(): Promise<readonly Project[]>;
}

export interface OpenProject {
  readonly project: Project;
  /** Today's: the day is part of what it says. */
  analyzer(): Analyzer;
}

export interface ProjectsInput {
  readonly host: Host;
  settingsOf(documentUri: string): Promise<Settings>;
  workspaceFolderOf(documentUri: string): string | undefined;
}

export function createProjects(input: ProjectsInput): Projects {
  const byFolder = new Map<string, Promise<OpenProject>>();
  const snapshots: ProjectInput['snapshots'] = new Map();
  const open = async (documentUri: string, folder: string): Promise<OpenProject> => {
    const settings = await input.settingsOf(documentUri);
    const workspaceFolder = input.workspaceFolderOf(documentUri);
    const project = await readProject(folder, { host: input.host, settings, workspaceFolder, snapshots });
    return { project, analyzer: analyzerOf(project, settings, input.host) };
  };
  const drop = (folder: string): void => void byFolder.delete(folder);
  return {
    of(documentUri) {
      const folder = folderOf(documentUri);
      const known = byFolder.get(folder);
      if (known !== undefined) return known;
      const opened = open(documentUri, folder);
      byFolder.set(folder, opened);
      opened.catch(() => drop(folder));
      return opened;
    },
    async changed(uris) {
      const keys = new Set(uris.map(fileKey));
      let isOurs = false;
      for (const [folder, opened] of [...byFolder]) {
        // What was looked for in vain is among the stamps too: a config that is new changes as well.
        const looked = [...(await opened).project.stamps.keys()];
        if (!looked.some((uri) => keys.has(fileKey(uri)))) continue;
        drop(folder);
        isOurs = true;
      }
      return isOurs;
    },
    async recheck() {
      const stale = await staleFolders(byFolder, input.host);
      for (const folder of stale) drop(folder);
      return stale.length > 0;
    },
    clear: () => byFolder.clear(),
    all: async () => (await Promise.all(byFolder.values())).map(({ project }) => project),
  };
}

async function staleFolders(
  byFolder: ReadonlyMap<string, Promise<OpenProject>>,
  host: Host,
): Promise<string[]> {
  const stale: string[] = [];
  for (const [folder, opened] of [...byFolder]) {
    const { stamps } = (await opened).project;
    for (const [uri, stamp] of stamps) {
      if ((await host.stamp(uri)) === stamp) continue;
      stale.push(folder);
      break;
    }
  }
  return stale;
}

/** One analyzer a day, shared while usage and options are the same. */
function analyzerOf(project: Project, settings: Settings, host: Host): () => Analyzer {
  const usage: readonly Snapshot[] = project.usage.map(({ snapshot }) => snapshot);
  let made: { now: string; analyzer: Analyzer } | undefined;
  return () => {
    const now = settings.now ?? `${new Date(host.now()).toISOString().slice(0, 10)}T00:00:00Z`;
    if (made?.now === now) return made.analyzer;
    const analyzer = createAnalyzer(usage, {
      now,
      tightness: settings.tightness,
      soft: settings.soft,
      stacks: settings.stacks,
      principals: settings.principals,
      selectors: project.selectors,
      ...(project.trails === undefined ? {} : { trails: project.trails }),
      ...(project.config === undefined ? {} : { config: project.config }),
      ...(settings.minWindow === undefined ? {} : { minWindow: settings.minWindow }),
    });
    made = { now, analyzer };
    return analyzer;
  };
}
