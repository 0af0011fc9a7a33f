import { expandActions, type Position, type SourceStatement } from '@leastwise/core';
import { modelOf, type View } from '../analysis/result.js';

const mostActions = 400;
const nearLines = 25;

/** The actions of the statement that is being written: by the model, else by what stands in the lines around. */
export function actionsNear(view: View | undefined, lines: readonly string[], position: Position): string[] {
  const statement = view && statementNear(view, position);
  const patterns = statement?.action.map(({ text }) => text) ?? writtenNear(lines, position.line);
  return [...new Set(patterns.flatMap(expandActions))].slice(0, mostActions);
}

/** The statement that holds the nearest line above whose text did not change. */
function statementNear(view: View, { line }: Position): SourceStatement | undefined {
  const { rebase } = view;
  const model = modelOf(view);
  for (let at = line; at >= 0 && at > line - nearLines; at--) {
    const old = rebase.toOld({ line: at, character: 0 });
    if (old === undefined) continue;
    return model?.policies
      .flatMap(({ statements }) => statements)
      .find(({ range }) => old.line >= range.start.line && old.line <= range.end.line);
  }
  return undefined;
}

function writtenNear(lines: readonly string[], line: number): string[] {
  const text = lines
    .slice(Math.max(0, line - nearLines), line + nearLines)
    .join('\n')
    .slice(0, 20_000);
  return [...text.matchAll(/(?<![\w:/$-])[a-z][a-z0-9-]{1,40}:[A-Z][A-Za-z0-9]{0,80}\*?/g)].map(
    ([word]) => word,
  );
}
