import type ts from 'typescript';
import { invariant } from '../../../../util/invariant.js';

/** The compiler's API, of which only the parser is used. */
export type TypeScript = typeof ts;

/** Set once by `loadTypeScript`; the parser keeps no state between texts. */
let loaded: TypeScript | undefined;

/** Takes the compiler that the host imported. From version 7 on it has no parser for JavaScript; then nothing is loaded. */
export function loadTypeScript(module: TypeScript): void {
  if (typeof module.createSourceFile === 'function') loaded = module;
}

export function typescriptReady(): boolean {
  return loaded !== undefined;
}

export function typescript(): TypeScript {
  invariant(loaded !== undefined, 'the TypeScript parser is used before prepare() has loaded it');
  return loaded;
}
