/** What a person sets under `leastwise.` in the editor; every member has a default. */
export interface Settings {
  /** Snapshots, relative to the workspace folder; they win over the config's and over `.leastwise/usage.json.gz`. */
  readonly usage: readonly string[];
  readonly selectors: readonly string[];
  readonly trails: readonly string[];
  readonly stacks: readonly string[];
  readonly principals: readonly string[];
  /** An instant or a day to judge by; undefined: the clock. */
  readonly now: string | undefined;
  readonly minWindow: number | undefined;
  readonly tightness: 'actions' | 'resources';
  readonly soft: boolean;
  /** Hints where the logs cannot tell. */
  readonly hints: boolean;
  readonly codeLens: boolean;
  readonly inlayHints: boolean;
}

export const defaultSettings: Settings = {
  usage: [],
  selectors: [],
  trails: [],
  stacks: [],
  principals: [],
  now: undefined,
  minWindow: undefined,
  tightness: 'resources',
  soft: false,
  hints: true,
  codeLens: true,
  inlayHints: false,
};

/** Reads what a client sent: anything may be missing, or of another type, and is then as by default. */
export function readSettings(value: unknown): Settings {
  const from = isRecord(value) ? value : {};
  const own = (key: string): unknown => (Object.hasOwn(from, key) ? from[key] : undefined);
  const now = own('now');
  const minWindow = own('minWindow');
  const flag = (key: 'soft' | 'hints' | 'codeLens' | 'inlayHints'): boolean => {
    const given = own(key);
    return typeof given === 'boolean' ? given : defaultSettings[key];
  };
  return {
    usage: texts(own('usage')),
    selectors: texts(own('selectors')),
    trails: texts(own('trails')),
    stacks: texts(own('stacks')),
    principals: texts(own('principals')),
    now: typeof now === 'string' && !Number.isNaN(Date.parse(now)) ? now : undefined,
    minWindow:
      typeof minWindow === 'number' && Number.isInteger(minWindow) && minWindow > 0 ? minWindow : undefined,
    tightness: own('tightness') === 'actions' ? 'actions' : 'resources',
    soft: flag('soft'),
    hints: flag('hints'),
    codeLens: flag('codeLens'),
    inlayHints: flag('inlayHints'),
  };
}

/** One text, or a list of them; empty ones are none. */
function texts(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item): item is string => typeof item === 'string' && item.trim() !== '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
